import { success } from '../../domain/result.ts';
import type { detectMailbox } from '../use-cases/detect-mailbox.ts';
import { serve, type Door } from './endpoint.ts';

/** Each of these may ask name servers, web servers and mail servers of a domain that its rep names; each opening of the pane is one. */
const LOOKS_A_MINUTE = 60;

export function recommendationRoutes(door: Door, detect: ReturnType<typeof detectMailbox>): void {
  serve(
    door,
    'recommend',
    async ({ owner, request: { ownerAddress }, body: { emailAddress, accountType, again } }) =>
      success(await detect({ ...owner, ownAddress: ownerAddress }, emailAddress, accountType, again)),
    { requestsAMinute: LOOKS_A_MINUTE },
  );
}
