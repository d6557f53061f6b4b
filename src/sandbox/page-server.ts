import Fastify, { type FastifyInstance } from 'fastify';
import serveFiles from '@fastify/static';
import { domainOf } from '../domain/address.ts';
import type { KeyAndCertificate } from './certificates.ts';
import type { NestedSignIn } from './identity/nested-sign-in.ts';
import type { Delivered, Mailboxes } from './mail/mailboxes.ts';
import { MAILBOX_SERVICES } from './mail/mailbox-services.ts';
import { SENDING_SERVICES } from './mail/sending-services.ts';
import type { AddIn } from './manifest.ts';
import { PEOPLE } from './people.ts';
import type { Switchboard } from './switches.ts';

export interface PageServerNeeds {
  port: number;
  certificate: KeyAndCertificate;
  /** The built page that plays Outlook. */
  folder: string;
  paneUrl: string;
  addIn: AddIn;
  switches: Switchboard;
  mailboxes: Mailboxes;
  nestedSignIn: NestedSignIn;
}

/** Serves the page that plays Outlook, and what that page asks of the sandbox. */
export async function startPageServer(needs: PageServerNeeds): Promise<FastifyInstance> {
  const { port, certificate, folder, paneUrl, addIn, switches, mailboxes, nestedSignIn } = needs;
  const app = Fastify({ https: certificate, forceCloseConnections: true });
  // A page is rebuilt between two starts under the same address.
  await app.register(serveFiles, { root: folder, index: 'index.html', cacheControl: false });

  app.get('/sandbox/config', () => ({
    paneUrl,
    addIn,
    people: PEOPLE.map(({ id, name, address, accountType, company, blurb, password, newPassword }) => ({
      id,
      name,
      address,
      accountType,
      company,
      blurb,
      password,
      newPassword,
      keys: keysOf(address),
    })),
  }));

  app.get('/sandbox/switches', () => ({ switches: switches.list() }));
  app.put<{ Params: { id: string }; Body: { value?: unknown } | null }>('/sandbox/switches/:id', (request, reply) => {
    const fault = switches.turnUnchecked(request.params.id, request.body?.value);
    return fault === null ? { switches: switches.list() } : reply.code(400).send({ fault });
  });
  app.post('/sandbox/reset', () => {
    switches.reset();
    mailboxes.empty();
    return { switches: switches.list() };
  });

  app.get<{ Querystring: { since?: string } }>('/sandbox/received', ({ query }) => {
    const since = query.since === undefined ? -Infinity : Date.parse(query.since);
    return {
      messages: mailboxes
        .received()
        .filter(({ receivedAt }) => receivedAt > since)
        .map(view),
    };
  });
  app.get<{ Params: { id: string } }>('/sandbox/received/:id/raw', ({ params }, reply) => {
    const message = mailboxes.find(params.id);
    if (message === null) return reply.code(404).send({ fault: 'No such message.' });
    return reply.type('message/rfc822').send(message.raw);
  });
  app.get('/sandbox/logins', () => ({ logins: mailboxes.logins() }));

  app.post<{ Body: { person?: string; scope?: string } | null }>('/sandbox/naa-token', async ({ body }, reply) => {
    const person = PEOPLE.find(({ id }) => id === body?.person);
    if (person === undefined) return reply.code(400).send({ fault: 'Nobody of that id is here.' });
    return nestedSignIn.answer({ person, scope: body?.scope ?? '' });
  });

  await app.listen({ port, host: 'localhost' });
  return app;
}

/** A message as the page lists it. */
const view = ({ id, receivedAt, recipient, mailFrom, email }: Delivered) => ({
  id,
  receivedAt: new Date(receivedAt).toISOString(),
  to: [recipient],
  from: email.from?.address ?? mailFrom,
  subject: email.subject ?? '',
  html: email.html,
  text: email.text,
  attachments: email.attachments.map(({ filename, mimeType, contentId, content }) => ({
    name: filename ?? '',
    size: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
    type: mimeType,
    cid: contentId?.replace(/^<|>$/g, ''),
  })),
});

/** What a person's company has at services for everybody, by the service's own server. */
const keysOf = (address: string): { at: string; username: string; password: string }[] =>
  [...SENDING_SERVICES, ...MAILBOX_SERVICES].flatMap(({ host, accounts = [] }) =>
    accounts
      .filter(({ domain }) => domain === domainOf(address))
      .map(({ username, password }) => ({ at: host, username, password })),
  );
