import type { SignInService } from '../../domain/credential.ts';
import { SIGN_IN_TERMS } from '../../domain/sign-in-service.ts';
import type { Transport } from '../../domain/transport.ts';

/** What lets us send so, which the grant that comes of it is renewed for (RFC 6749 6); null where that is not offered. */
export function scopeOf(service: SignInService, transport: Transport, graphUrl: string | null): string | null {
  const { submission, graph } = SIGN_IN_TERMS[service];
  if (transport === 'smtp') return submission;
  return graphUrl === null || graph === null ? null : `${graphUrl}/${graph}`;
}
