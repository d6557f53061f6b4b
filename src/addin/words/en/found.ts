import type { By } from '../by.ts';
import type { TroubleKind, WrittenTrouble } from '../trouble.ts';
import { LATER } from './support.ts';

/** What is said otherwise of a server that nobody typed, or that a known provider has: its name and port are right. */
export const foundWords = (by: By) => {
  const next = by('Try again in a while. If it stays so, ask your IT department.', LATER);
  return {
    'connection-refused': {
      title: 'The server takes no mail just now',
      explanation: 'It may be down for a while: the computer is there, but turned the call away.',
      ...{ next, whoCan: 'nobody-wait' },
    },
    'connection-timed-out': {
      title: 'No answer from the server',
      explanation: 'It may be down for a while, or a firewall stands in between.',
      ...{ next, whoCan: 'nobody-wait' },
    },
  } satisfies Partial<Record<TroubleKind, WrittenTrouble>>;
};
