import { hasReply, type DeliveryFailure, type ReplyFailure, type Stage } from '../../domain/failure.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Result } from '../../domain/result.ts';
import { expect, type Connection } from './connection.ts';
import { noRecipients } from '../../domain/our-refusal.ts';
import type { Refused, Route } from './route.ts';
import type { Timeouts } from './timeouts.ts';

/** `failure` null: the server waits for the content, for everyone but those who are refused. */
export interface Invitation {
  failure: DeliveryFailure | null;
  refused: Refused;
}

/**
 * Asks a server to take a message: its commands in one go where the server has PIPELINING (RFC 2920), one after another
 * elsewhere. `asked`: the commands have gone out already; `unfinished`: a message before this one has to be taken back first.
 */
export async function invite(
  { wire, extensions }: Connection,
  route: Route,
  timeouts: Timeouts,
  { asked, unfinished }: { asked: boolean; unfinished: boolean },
): Promise<Invitation> {
  const pipelined = extensions.keywords.has('PIPELINING');
  const commands = unfinished ? ['RSET', ...route.commands] : route.commands;
  const refused: Refused = [...route.refused];
  let answered = 0;
  const give = (failure: DeliveryFailure | null): Invitation => ({ failure, refused });

  if (unfinished) {
    const reset = await answer(2, 'mail');
    if (!reset.ok && !isRefusal(reset.failure)) return give(reset.failure);
    if (!reset.ok) return give(wire.broken('mail', 'connection-lost', 'RSET was refused').failure);
  }
  const mail = await answer(2, 'mail');
  if (!mail.ok && (!pipelined || !isRefusal(mail.failure))) return give(mail.failure);
  let accepted = 0;
  for (const recipient of route.recipients) {
    const rcpt = await answer(2, 'rcpt');
    if (rcpt.ok) accepted += 1;
    else if (!mail.ok) continue;
    else if (!isRefusal(rcpt.failure)) return give(rcpt.failure);
    else refused.push({ recipient, reply: rcpt.failure.reply, failure: rcpt.failure });
  }
  const refusal = mail.ok ? (accepted > 0 ? null : (refused[0]?.failure ?? noRecipients)) : mail.failure;
  if (refusal !== null && !pipelined) return give(refusal);

  const data = await answer(3, 'data', timeouts.dataStart);
  if (refusal === null) return give(data.ok ? null : data.failure);
  // RFC 2920 3.1: a server that waits for a content which has nowhere to go gets an empty one. Hanging up is surer when it
  // has taken a recipient, though the sender was refused.
  if (data.ok && accepted === 0) await wire.ask('.', 'data', timeouts.command);
  else if (data.ok) wire.destroy();
  return give(refusal);

  async function answer(
    wanted: 2 | 3,
    stage: Stage,
    milliseconds = timeouts.command,
  ): Promise<Result<Reply, DeliveryFailure>> {
    const first = answered === 0;
    const command = commands[answered] ?? '';
    answered += 1;
    const reply =
      asked || (pipelined && !first)
        ? await wire.read(stage, milliseconds)
        : await wire.ask(pipelined ? commands.join('\r\n') : command, stage, milliseconds);
    return reply.ok ? expect(wire, reply.value, wanted, stage) : reply;
  }
}

/** An answer to this one command; anything else is the end of the connection. */
const isRefusal = (failure: DeliveryFailure): failure is ReplyFailure =>
  hasReply(failure) && failure.reply.code !== 421;
