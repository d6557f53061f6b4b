import { success } from '../../domain/result.ts';
import type { judgeReputation } from '../use-cases/judge-reputation.ts';
import { serve, type Door } from './endpoint.ts';

export function reputationRoutes(door: Door, judge: ReturnType<typeof judgeReputation>): void {
  serve(door, 'judgeReputation', async ({ body: { emailAddress, host } }) =>
    success({ reputation: await judge(emailAddress, host) }),
  );
}
