import type { ReplyFailure } from './failure.ts';

type AddressKind = 'sender-refused' | 'recipient-refused';

const stageOf = (kind: AddressKind): 'mail' | 'rcpt' => (kind === 'sender-refused' ? 'mail' : 'rcpt');

// What the server would have to say, said without asking it; the missing reply code tells that these words are ours.

/** RFC 3463 X.1.3 and X.1.7: bad address syntax. */
export const notAnAddress = (kind: AddressKind, address: string): ReplyFailure => ({
  kind,
  stage: stageOf(kind),
  reply: {
    code: null,
    enhanced: kind === 'sender-refused' ? '5.1.7' : '5.1.3',
    text: `${address} is not an email address`,
  },
});

/** RFC 5321 3.3: a message goes to somebody; 5.5.1 is a command out of place. */
export const noRecipients: ReplyFailure = {
  kind: 'recipient-refused',
  stage: 'rcpt',
  reply: { code: null, enhanced: '5.5.1', text: 'The message names no recipients' },
};

/** RFC 6531 3.5, X.6.7. */
export const utf8NotOffered = (kind: AddressKind, address: string): ReplyFailure => ({
  kind,
  stage: stageOf(kind),
  reply: {
    code: null,
    enhanced: '5.6.7',
    text: `The server takes no letters beyond ASCII before the @, as in ${address} (no SMTPUTF8)`,
  },
});

/** RFC 1870 6.1, X.3.4. */
export const largerThan = (limit: number, bytes: number): ReplyFailure => ({
  kind: 'message-too-large',
  stage: 'mail',
  reply: {
    code: null,
    enhanced: '5.3.4',
    text: `The server takes messages of up to ${limit} bytes; this one has ${bytes}`,
  },
});

/** Microsoft Graph says who may send as whom only when a message is there: ErrorSendAsDenied. */
export const notTheAccount = (sender: string, account: string): ReplyFailure => ({
  kind: 'sender-refused',
  stage: 'mail',
  reply: {
    code: null,
    enhanced: '5.7.60',
    text: `By Microsoft Graph an account sends as itself: ${account} was to send as ${sender}`,
  },
});
