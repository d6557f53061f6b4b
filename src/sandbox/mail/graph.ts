import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime, { type Address } from 'postal-mime';
import { sameAddress } from '../../domain/address.ts';
import type { KeyAndCertificate } from '../certificates.ts';
import type { Bearer } from '../identity/sign-in-service.ts';
import { PEOPLE, type Person } from '../people.ts';
import type { SwitchValue } from '../switch-list.ts';
import type { Switchboard } from '../switches.ts';
import type { Mailboxes } from './mailboxes.ts';

export interface GraphNeeds {
  certificate: KeyAndCertificate;
  switches: Switchboard;
  mailboxes: Mailboxes;
  now: () => number;
  bearerOf: (token: string) => Promise<Bearer | null>;
}

/** Microsoft Graph, as far as sending mail goes, on a real socket of this machine. */
export interface RunningGraph {
  port: number;
  stop(): Promise<void>;
}

const PATH = '/v1.0/me/sendMail';
const MOST_BYTES = 4_000_000;

interface Answer {
  status: number;
  code?: string;
  message?: string;
  headers?: Record<string, string>;
}

const DENIED = {
  status: 403,
  code: 'ErrorAccessDenied',
  message: 'Access is denied. Check credentials and try again.',
};

/** What it says while a switch is not at `fine`; null where it does its work. Sources: those of the product's own rules. */
const TROUBLE: Record<SwitchValue<'graph'>, Answer | null> = {
  fine: null,
  away: null,
  throttled: {
    status: 429,
    code: 'ApplicationThrottled',
    message: 'Application is over its MailboxConcurrency limit.',
    headers: { 'retry-after': '20' },
  },
  unavailable: { status: 503, code: 'serviceNotAvailable', headers: { 'retry-after': '20' } },
  refused: DENIED,
  forbids: DENIED,
  'answer-lost': null,
};

export async function startGraph(needs: GraphNeeds): Promise<RunningGraph> {
  let requests = 0;
  const server = createServer(needs.certificate, (request, response) => {
    requests += 1;
    void answerTo(request, needs).then((answer) => say(request, response, answer, requests));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function say(request: IncomingMessage, response: ServerResponse, answer: Answer | 'nothing', count: number): void {
  if (answer === 'nothing') {
    request.socket.destroy();
    return;
  }
  const { status, code, message, headers = {} } = answer;
  const body = code === undefined ? '' : JSON.stringify({ error: { code, message } });
  response.writeHead(status, { 'request-id': `sandbox-${String(count)}`, ...headers }).end(body);
}

async function answerTo(request: IncomingMessage, needs: GraphNeeds): Promise<Answer | 'nothing'> {
  const { switches, mailboxes } = needs;
  const body = await text(request).catch(() => null);
  if (body === null) return 'nothing';
  if (request.method !== 'POST' || request.url !== PATH) return { status: 404, code: 'itemNotFound' };
  if (body.length > MOST_BYTES)
    return { status: 413, code: 'RequestEntityTooLarge', message: 'The maximum request length supported is 4MB.' };
  const trouble = TROUBLE[switches.get('graph')];
  const isRefused = switches.get('graph') === 'refused';
  const bearer = await needs.bearerOf((request.headers.authorization ?? '').replace(/^Bearer /, ''));
  const person = PEOPLE.find(({ address }) => bearer !== null && sameAddress(address, bearer.address));
  const isIn = bearer?.transport === 'graph' && person !== undefined;
  const mime = /^[A-Za-z\d+/]+=*$/.test(body) ? Buffer.from(body, 'base64') : null;
  if (mime === null && person !== undefined)
    mailboxes.noteLogin({
      host: person.mailHost,
      username: person.address,
      mechanism: 'Bearer',
      outcome: isIn && !isRefused ? 'accepted' : 'token-refused',
    });
  if (!isIn) return { status: 401, code: 'InvalidAuthenticationToken', message: 'The token counts for nobody here.' };
  if (trouble !== null && (mime !== null || isRefused)) return trouble;
  if (mime === null)
    return {
      status: 400,
      code: 'ErrorMimeContentInvalidBase64String',
      message: 'Invalid base64 string for MIME content.',
    };
  return deliver(mime, person, needs);
}

/** Goes by the header alone, as there is no envelope; what arrives names nobody in Bcc. */
async function deliver(
  mime: Buffer,
  { address, mailHost }: Person,
  { switches, mailboxes, now }: GraphNeeds,
): Promise<Answer | 'nothing'> {
  const email = await PostalMime.parse(mime);
  if (!sameAddress(email.from?.address ?? '', address))
    return {
      status: 403,
      code: 'ErrorSendAsDenied',
      message:
        'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.',
    };
  const recipients = [email.to, email.cc, email.bcc].flatMap((field) => (field ?? []).flatMap(mailboxesIn));
  if (recipients.length === 0)
    return { status: 400, code: 'ErrorInvalidRecipients', message: 'At least one recipient is not valid.' };
  const raw = Buffer.from(mime.toString('latin1').replace(/^Bcc:[^\r\n]*\r\n([ \t][^\r\n]*\r\n)*/im, ''), 'latin1');
  mailboxes.deliver(
    { receivedAt: now(), host: mailHost, login: address, mailFrom: address, raw, email: await PostalMime.parse(raw) },
    recipients,
  );
  return switches.get('graph') === 'answer-lost' ? 'nothing' : { status: 202 };
}

const mailboxesIn = ({ address, group }: Address): string[] =>
  group === undefined ? [address ?? ''].filter(Boolean) : group.flatMap(mailboxesIn);
