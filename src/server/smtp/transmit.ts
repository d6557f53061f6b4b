import type { DeliveryFailure, ReplyFailure } from '../../domain/failure.ts';
import type { Envelope } from '../../domain/message.ts';
import type { Attempt } from '../../domain/outbox.ts';
import { success, failed, type Result } from '../../domain/result.ts';
import type { Connection } from './connection.ts';
import { mailPath, type MailPath } from './mail-path.ts';
import { largerThan, noRecipients, notAnAddress, utf8NotOffered } from './refusal.ts';

/** One message, as it goes over the wire. */
export interface Transmission {
  envelope: Envelope;
  /** RFC 5322, CRLF; opened only when the server has asked for it. */
  content: () => AsyncIterable<Uint8Array>;
  /** Its size, for SIZE. */
  bytes: number;
}

type Refused = Extract<Attempt, { ended: 'accepted' }>['refused'];

/** Sends one message over a connection that is logged in. */
export async function transmit(connection: Connection, { envelope, content, bytes }: Transmission): Promise<Attempt> {
  const fail = (failure: DeliveryFailure, refused: Refused = []): Attempt => ({ ended: 'failed', failure, refused });
  const route = routeOf(envelope, connection);
  if (!route.ok) return fail(route.failure);
  const { size } = connection.extensions;
  if (size !== null && bytes > size) return fail(largerThan(size, bytes));
  const { sender, recipients, refused, beyondAscii } = route.value;

  const mail = recipients.length > 0 ? await connection.mail(sender, { bytes, beyondAscii }) : null;
  if (mail && !mail.ok) return fail(mail.failure);
  let accepted = 0;
  for (const { recipient, path } of recipients) {
    const rcpt = await connection.rcpt(path);
    if (rcpt.ok) accepted += 1;
    // 421: the server is hanging up, on everyone (RFC 5321 3.8).
    else if (!('reply' in rcpt.failure) || rcpt.failure.reply.code === 421) return fail(rcpt.failure, refused);
    else refused.push({ recipient, reply: rcpt.failure.reply, failure: rcpt.failure });
  }
  if (accepted === 0) {
    if (mail) await connection.reset('rcpt');
    return fail(refused[0]?.failure ?? noRecipients, refused);
  }

  const end = await connection.data(content);
  switch (end.ended) {
    case 'accepted':
      return { ...end, refused };
    case 'failed':
      return fail(end.failure, refused);
    case 'uncertain':
      return end;
  }
}

interface Route {
  sender: MailPath;
  recipients: { recipient: string; path: MailPath }[];
  refused: Refused;
  beyondAscii: boolean;
}

/** The envelope as commands can carry it. An address beyond ASCII stands in the headers too, so the whole message needs SMTPUTF8 then. */
function routeOf({ mailFrom, rcptTo }: Envelope, { extensions }: Connection): Result<Route, ReplyFailure> {
  const sender = mailPath(mailFrom);
  if (sender === null) return failed(notAnAddress('sender-refused', mailFrom));
  const refused: Refused = [];
  const recipients: Route['recipients'] = [];
  for (const recipient of rcptTo) {
    const path = mailPath(recipient);
    if (path) recipients.push({ recipient, path });
    else {
      const failure = notAnAddress('recipient-refused', recipient);
      refused.push({ recipient, reply: failure.reply, failure });
    }
  }
  const beyond = recipients.find(({ path }) => path.beyondAscii);
  const beyondAscii = sender.beyondAscii || beyond !== undefined;
  if (beyondAscii && !extensions.keywords.has('SMTPUTF8')) {
    return failed(
      sender.beyondAscii || !beyond
        ? utf8NotOffered('sender-refused', mailFrom)
        : utf8NotOffered('recipient-refused', beyond.recipient),
    );
  }
  return success({ sender, recipients, refused, beyondAscii });
}
