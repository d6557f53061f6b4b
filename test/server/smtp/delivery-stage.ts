import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Attempt } from '../../../src/domain/outbox.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { deliver } from '../../../src/server/smtp/deliver.ts';
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
export const INVITED = `${loggedIn()}${ONE_RECIPIENT}
  C: DATA
  S: 354 go ahead`;
export const MESSAGE = 'Subject: Hi\r\n\r\n.dot\r\nGruss\r\n';
export const HEARD = `
  C: Subject: Hi
  C: ${''}
  C: ..dot
  C: Gruss`;
export const QUIT = `
  C: QUIT
  S: 221 2.0.0 bye`;

export interface Wish {
  to?: string[];
  from?: string;
  content?: () => AsyncIterable<Uint8Array>;
  bytes?: number;
  timeouts?: Partial<Timeouts>;
  patience?: () => number;
}

export interface Delivery {
  attempt: Attempt;
  transcript: string;
}

/** The stage of a test file: each call delivers one message to a server that plays the script. */
export function stageDeliveries(): {
  delivered(script: string, wish?: Wish): Promise<Delivery>;
  transcript(): Promise<string>;
} {
  let outside: Outside;
  let server: ScriptedServer | undefined;
  beforeAll(async () => {
    outside = await startOutside();
  });
  afterEach(() => server?.stop());
  afterAll(() => outside.stop());

  async function delivered(
    script: string,
    {
      to = ['kunde@example.com'],
      from = 'lena@firma.example',
      content,
      bytes = MESSAGE.length,
      timeouts,
      patience,
    }: Wish = {},
  ): Promise<Delivery> {
    server = await startScripted(script, await outside.certificate());
    const attempt = await deliver(
      {
        channel: { server: serverAt(HOST, 465) },
        credential,
        envelope: { mailFrom: from, rcptTo: to },
        content: content ?? (() => pieces(MESSAGE)),
        bytes,
      },
      { egress: outside.egressTo(server.port), timeouts: { ...DELIVERY_TIMEOUTS, ...timeouts }, patience },
    );
    return { attempt, transcript: await server.transcript() };
  }
  return { delivered, transcript: async () => server?.transcript() ?? '' };
}

export async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'utf8');
}
