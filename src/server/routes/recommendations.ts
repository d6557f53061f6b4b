import { success } from '../../domain/result.ts';
import type { detectMailbox } from '../use-cases/detect-mailbox.ts';
import { serve, type Door } from './endpoint.ts';

/** Each of these asks name servers, web servers and mail servers of a domain that its rep names. */
const LOOKS_A_MINUTE = 20;

export function recommendationRoutes(door: Door, detect: ReturnType<typeof detectMailbox>): void {
  serve(
    door,
    'recommend',
    async ({ owner, request: { ownerAddress }, body: { emailAddress, accountType, again } }) =>
      success(await detect({ ...owner, ownAddress: ownerAddress }, emailAddress, accountType, again)),
    { requestsAMinute: LOOKS_A_MINUTE },
  );
}
