import { success } from '../../domain/result.ts';
import type { SetPolicies } from '../use-cases/set-policies.ts';
import { serve, type Door } from './endpoint.ts';

/** It may look at a server that somebody names. */
const LOOKS_A_MINUTE = 30;

/** What an organisation's administrators set for its people. */
export function policyRoutes(door: Door, use: SetPolicies): void {
  serve(door, 'showPolicies', async ({ owner }) => success(await use.show(owner)));
  serve(door, 'setPolicies', ({ owner, author, body }) => use.set(owner, author, body));
  serve(door, 'weighPolicies', ({ owner, body }) => use.weigh(owner, body), { requestsAMinute: LOOKS_A_MINUTE });
}
