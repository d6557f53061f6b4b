import { GRANT_FAILURES } from '../../../domain/failure.ts';
import { isOfCredential } from '../../../domain/health.ts';
import type { Trouble } from '../../words/trouble.ts';

/** Troubles that the same sign-in meets however often it is tried. */
const FOR_ANOTHER: readonly Trouble['kind'][] = [
  ...GRANT_FAILURES,
  'sign-in-unknown',
  'other-account',
  'channel-exists',
];

/** Whether a proof that a sign-in was used for, and that met this, may be tried again with the same one. */
export const mayTryAgain = (trouble: Trouble): boolean =>
  !FOR_ANOTHER.includes(trouble.kind) && !('stage' in trouble && isOfCredential(trouble));
