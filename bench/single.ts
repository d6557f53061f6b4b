import { createTransport } from 'nodemailer';
import { figureOf, type Figure } from './figure.ts';
import { LETTER_TEXT, letterFrom, RECIPIENT } from './stage/letters.ts';
import { monotonic } from './stage/monotonic.ts';
import type { Sender } from './stage/queueing.ts';
import { setStage, type Stage } from './stage/stage.ts';
import { median, quantile } from './stage/statistics.ts';

const TRIES = 50;
/** In turn, so that each has long hung up when its turn comes again. */
const MAILBOXES = 25;

/** Milliseconds from the request. */
export interface Sent {
  queued: number;
  taken: number;
  recorded: number;
}

/**
 * One mail on an idle system: from the request to the server, over real HTTP with a token, until the sink has accepted it
 * over a new connection, and until the rep's own events say so. Against a bare nodemailer client that connects, logs in and sends the
 * same letter: what that takes is the sink's, the wire's and TLS's, not ours.
 */
export async function single(): Promise<Figure[]> {
  const stage = await setStage();
  try {
    const server = await stage.server(await stage.newDatabase());
    const senders: Sender[] = [];
    for (let index = 0; index < MAILBOXES; index += 1)
      senders.push(await stage.sender(server, `rep${index}`, `rep${index}@company.example`));
    const bare: number[] = [];
    const ours: Sent[] = [];
    for (const sender of Array.from({ length: TRIES }, (_, index) => senders[index % MAILBOXES])) {
      if (sender === undefined) throw new Error('There is nobody to send.');
      bare.push(await sendBare(stage));
      ours.push(await sendOurs(stage, sender));
    }
    await server.stop();

    const figure = (name: string, of: keyof Sent, peer: string | null = null): Figure[] =>
      [
        { part: 0.5, word: 'median' },
        { part: 0.95, word: '95 %' },
      ].map(({ part, word }) =>
        figureOf(
          'single',
          `${name}, ${word}`,
          quantile(
            ours.map((sent) => sent[of]),
            part,
          ),
          'ms',
          peer === null ? null : { name: peer, value: quantile(bare, part) },
        ),
      );
    const own = median(ours.map(({ taken }) => taken)) - median(bare);
    return [
      ...figure('from POST until the sink has it', 'taken', 'a new nodemailer connection'),
      figureOf('single', 'of that ours, median', own, 'ms', { name: 'what the issue allows', value: 20 }),
      ...figure('from POST until its record says so', 'recorded'),
      ...figure('from POST until it is safe (202)', 'queued'),
    ];
  } finally {
    await stage.stop();
  }
}

async function sendBare({ farEnd, submission: { host, port, name, ca, password } }: Stage): Promise<number> {
  farEnd.forget();
  const user = 'bare@company.example';
  const began = monotonic();
  const transport = createTransport({
    host,
    port,
    requireTLS: true,
    tls: { ca, servername: name },
    auth: { user, pass: password },
  });
  await transport.sendMail({ from: user, to: RECIPIENT, subject: 'Our offer', text: LETTER_TEXT });
  const [taken] = await farEnd.taken(1);
  return (taken?.repliedAt ?? NaN) - began;
}

/** Sends one mail through a channel, and says when what had come of it. */
export async function sendOurs({ farEnd }: Stage, { rep, channelId, address }: Sender): Promise<Sent> {
  farEnd.forget();
  const hearing = new AbortController();
  const changes = await rep.follow(hearing.signal);
  const began = monotonic();
  const posted = rep.post(channelId, letterFrom(address)).then(() => monotonic());
  // Only this one is under way.
  for await (const change of changes) {
    if (change.changed === 'message' && change.message.state === 'accepted') break;
  }
  const recorded = monotonic();
  hearing.abort();
  const queued = await posted;
  const [taken] = await farEnd.taken(1);
  return { queued: queued - began, taken: (taken?.repliedAt ?? NaN) - began, recorded: recorded - began };
}
