import type { Switchboard } from '../switches.ts';

/** What has become of the grants that were there before, by the switches. */
type GrantState = 'valid' | 'tokens-over' | Ended;
export type Ended = 'revoked' | 'expired' | 'withdrawn';

export const hasEnded = (state: GrantState): state is Ended => state !== 'valid' && state !== 'tokens-over';

/** At a service where a password that is changed ends them, or is not. */
export function grantState(switches: Switchboard, { endsWithPassword }: { endsWithPassword: boolean }): GrantState {
  const grant = switches.get('grant');
  if (grant !== 'valid' && grant !== 'service-away') return grant;
  return endsWithPassword && switches.get('password-changed') ? 'revoked' : 'valid';
}
