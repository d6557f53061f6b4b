import type { Allowances, Forbidden } from './policies.ts';
import { objectionTo, ownChannel } from './policy-rules.ts';
import type { ProviderId } from './provider.ts';
import type { Way } from './sign-in-service.ts';

/** The ways into a service that an organisation allows; with none, why not the first. */
export interface AllowedWays {
  ways: Way[];
  because: Forbidden | null;
}

/** Which of the ways there are an organisation allows into a service. A server that is not known yet is not judged by its name. */
export function allowedWays(
  allowances: Allowances,
  { providerId, host }: { providerId: ProviderId; host: string | null },
  ways: readonly Way[],
): AllowedWays {
  const rules = host === null ? { ...allowances, hosts: [] } : allowances;
  const judged = ways.map((way) => ({ way, because: objectionTo(rules, ownChannel(providerId, host ?? '', way)) }));
  const allowed = judged.filter(({ because }) => because === null).map(({ way }) => way);
  return { ways: allowed, because: allowed.length > 0 ? null : (judged[0]?.because ?? null) };
}
