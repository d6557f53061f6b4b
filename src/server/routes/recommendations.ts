import { success } from '../../domain/result.ts';
import type { detectMailbox } from '../use-cases/detect-mailbox.ts';
import { serve, type Door } from './endpoint.ts';

export function recommendationRoutes(door: Door, detect: ReturnType<typeof detectMailbox>): void {
  serve(door, 'recommend', async ({ owner, request: { ownerAddress }, body: { emailAddress, accountType, again } }) =>
    success(await detect({ ...owner, ownAddress: ownerAddress }, emailAddress, accountType, again)),
  );
}
