import type { ReplyFailure } from '../../domain/failure.ts';
import type { Envelope } from '../../domain/message.ts';
import type { Attempt } from '../../domain/outbox.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { mailCommand, rcptCommand } from './commands.ts';
import type { Extensions } from './extensions.ts';
import { mailPath, type MailPath } from './mail-path.ts';
import { largerThan, noRecipients, notAnAddress, utf8NotOffered } from '../../domain/our-refusal.ts';

/** One message, as it goes over the wire. */
export interface Transmission {
  envelope: Envelope;
  /** RFC 5322, CRLF; opened only when the server has asked for it. */
  content: () => AsyncIterable<Uint8Array>;
  /** Its size, for SIZE. */
  bytes: number;
}

export type Refused = Extract<Attempt, { ended: 'failed' }>['refused'];

/** A message's envelope as commands: MAIL, then RCPT for each recipient, then DATA. */
export interface Route {
  commands: readonly string[];
  /** In the order of the RCPTs. */
  recipients: readonly string[];
  /** Those whom no command can name. */
  refused: Refused;
}

/** The way of a message to a server that can do this much; fails when it has none, or can reach nobody. */
export function routeOf(
  { envelope, bytes }: Transmission,
  extensions: Extensions,
): Result<Route, { failure: ReplyFailure; refused: Refused }> {
  const { mailFrom, rcptTo } = envelope;
  const fail = (failure: ReplyFailure, refused: Refused = []) => failed({ failure, refused });
  const sender = mailPath(mailFrom);
  if (sender === null) return fail(notAnAddress('sender-refused', mailFrom));
  if (extensions.size !== null && bytes > extensions.size) return fail(largerThan(extensions.size, bytes));

  const refused: Refused = [];
  const recipients: { recipient: string; path: MailPath }[] = [];
  let first: ReplyFailure | null = null;
  for (const recipient of rcptTo) {
    const path = mailPath(recipient);
    if (path) recipients.push({ recipient, path });
    else {
      const failure = notAnAddress('recipient-refused', recipient);
      first ??= failure;
      refused.push({ recipient, reply: failure.reply, failure });
    }
  }
  if (recipients.length === 0) return fail(first ?? noRecipients, refused);

  // An address beyond ASCII stands in the headers too, so the whole message needs SMTPUTF8 then.
  const beyond = recipients.find(({ path }) => path.beyondAscii);
  const beyondAscii = sender.beyondAscii || beyond !== undefined;
  if (beyondAscii && !extensions.keywords.has('SMTPUTF8')) {
    return fail(
      sender.beyondAscii || !beyond
        ? utf8NotOffered('sender-refused', mailFrom)
        : utf8NotOffered('recipient-refused', beyond.recipient),
    );
  }
  return success({
    commands: [
      mailCommand(sender, { bytes, beyondAscii }, extensions),
      ...recipients.map(({ path }) => rcptCommand(path)),
      'DATA',
    ],
    recipients: recipients.map(({ recipient }) => recipient),
    refused,
  });
}
