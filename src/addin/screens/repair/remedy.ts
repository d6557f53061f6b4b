import type { DeliveryFailure, Stage } from '../../../domain/failure.ts';
import { isOfCredential } from '../../../domain/health.ts';
import type { Words } from '../../words/words.ts';
import { brokenWords } from '../../words/trouble-words.ts';

/** What mends a broken channel: another credential, the IT department, nothing but time, or the rep elsewhere and another look. */
export type Remedy = 'credential' | 'it' | 'time' | 'look';

export function remedyOf(words: Words, because: DeliveryFailure): Remedy {
  if (isOfCredential(because) || because.kind === 'credential-lost') return 'credential';
  const { whoCan } = brokenWords(words, because);
  return whoCan === 'it' ? 'it' : whoCan === 'you' ? 'look' : 'time';
}

const BEFORE_THE_PASSWORD: readonly Stage[] = ['connect', 'greeting', 'ehlo', 'starttls'];

/** Whether the server saw the password before this happened: else another one would change nothing. */
export const cameToPassword = ({ stage }: DeliveryFailure): boolean => !BEFORE_THE_PASSWORD.includes(stage);
