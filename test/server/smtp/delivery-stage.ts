import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Attempt } from '../../../src/domain/outbox.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { openSession, type Session } from '../../../src/server/smtp/session.ts';
import type { Transmission } from '../../../src/server/smtp/route.ts';
import { DELIVERY_TIMEOUTS, type Timeouts } from '../../../src/server/smtp/timeouts.ts';
import { HOST, startOutside, type Outside } from './outside.ts';
import { startScripted, type ScriptedServer } from './scripted-server.ts';

const credential = { kind: 'password', username: 'lena@firma.example', password: 'Sonnenblume-7' } as const;
const PLAIN = Buffer.from(`\0${credential.username}\0${credential.password}`).toString('base64');

export const loggedIn = (...extensions: string[]): string => `
  * tls
  S: 220 smtp.firma.example ESMTP
  C: EHLO [127.0.0.1]
  S: 250-smtp.firma.example
  ${extensions.map((line) => `S: 250-${line}`).join('\n')}
  S: 250 AUTH PLAIN
  C: AUTH PLAIN ${PLAIN}
  S: 235 2.7.0 accepted`;
export const ONE_RECIPIENT = `
  C: MAIL FROM:<lena@firma.example>
  S: 250 2.1.0 OK
  C: RCPT TO:<kunde@example.com>
  S: 250 2.1.5 OK`;
export const DATA = `
  C: DATA
  S: 354 go ahead`;
export const INVITED = `${loggedIn()}${ONE_RECIPIENT}${DATA}`;
export const MESSAGE = 'Subject: Hi\r\n\r\n.dot\r\nGruss\r\n';
export const HEARD = `
  C: Subject: Hi
  C: ${''}
  C: ..dot
  C: Gruss`;
export const QUIT = `
  C: QUIT
  S: 221 2.0.0 bye`;

/** A session with a server that takes its commands in groups, to the end of a first message. */
export const PIPELINED = loggedIn('PIPELINING');
export const ACCEPTED = `
  C: .
  S: 250 2.0.0 queued`;
export const ASKED = `
  C: MAIL FROM:<lena@firma.example>
  C: RCPT TO:<kunde@example.com>
  C: DATA`;
export const GRANTED = `
  S: 250 2.1.0 OK
  S: 250 2.1.5 OK
  S: 354 go ahead`;
export const FIRST = `${ASKED}${GRANTED}${HEARD}${ACCEPTED}`;

export interface MessageWish {
  to?: string[];
  from?: string;
  content?: () => AsyncIterable<Uint8Array>;
  bytes?: number;
}

export interface SessionWish {
  timeouts?: Partial<Timeouts>;
  patience?: (bytes: number) => number;
}

export interface Delivery {
  attempt: Attempt;
  transcript: string;
}

export const message = ({
  to = ['kunde@example.com'],
  from = 'lena@firma.example',
  content = () => pieces(MESSAGE),
  bytes = MESSAGE.length,
}: MessageWish = {}): Transmission => ({ envelope: { mailFrom: from, rcptTo: to }, content, bytes });

/** The stage of a test file. */
export function stageDeliveries(): {
  /** Opens a session with a server that plays the script. */
  opened(script: string, wish?: SessionWish): Promise<Session>;
  /** Delivers one message on a session of its own. */
  delivered(script: string, wish?: MessageWish & SessionWish): Promise<Delivery>;
  transcript(): Promise<string>;
} {
  let outside: Outside;
  let server: ScriptedServer | undefined;
  beforeAll(async () => {
    outside = await startOutside();
  });
  afterEach(() => server?.stop());
  afterAll(() => outside.stop());
  const transcript = async (): Promise<string> => server?.transcript() ?? '';

  async function opened(script: string, { timeouts, patience }: SessionWish = {}): Promise<Session> {
    server = await startScripted(script, await outside.certificate());
    const session = await openSession(serverAt(HOST, 465), credential, {
      egress: outside.egressTo(server.port),
      timeouts: { ...DELIVERY_TIMEOUTS, ...timeouts },
      patience,
    });
    if (!session.ok) throw new Error(`not opened: ${JSON.stringify(session.failure)}`);
    return session.value;
  }

  async function delivered(script: string, wish: MessageWish & SessionWish = {}): Promise<Delivery> {
    const session = await opened(script, wish);
    const attempt = await session.send(message(wish), null);
    await session.quit();
    if (attempt === 'stale') throw new Error('the first message of a connection is never stale');
    return { attempt, transcript: await transcript() };
  }
  return { opened, delivered, transcript };
}

export async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'utf8');
}
