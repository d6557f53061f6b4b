import { fromJson } from '../../../contract/json.ts';
import { signInEnd } from '../../../contract/sign-ins.ts';
import type { SignInService } from '../../../domain/credential.ts';
import { GRANT_FAILURES } from '../../../domain/failure.ts';
import { failed, success, type Result } from '../../../domain/result.ts';
import type { Trouble } from '../../words/trouble.ts';

/** What the window of a sign-in said at its end: a reference for our server, or why there is none. */
export function readEnd(service: SignInService, said: string): Result<{ reference: string }, Trouble> {
  const end = signInEnd.safeParse(fromJson(said));
  if (!end.success) return failed({ kind: 'sign-in-unknown' });
  if ('reference' in end.data) return success(end.data);
  const { kind, detail } = end.data.failure;
  if (kind === 'too-many-requests') return failed({ kind, retryAfterSeconds: Number(detail) });
  const known = GRANT_FAILURES.find((one) => one === kind);
  return failed(
    known === undefined ? { kind: 'sign-in-unknown' } : { kind: known, stage: 'auth', service, error: null, detail },
  );
}
