import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import type { ConnectLine, Message } from '../../src/contract/shapes.ts';
import type { Draft } from '../../src/domain/message.ts';
import { NO_LIMITS } from '../../src/domain/limit.ts';
import { serverAt } from '../../src/domain/submission-server.ts';
import { CertificateAuthority } from '../../src/sandbox/certificates.ts';
import { startNameServer, type NameServer } from '../../src/sandbox/names/name-server.ts';
import { buildServer, type Server } from '../../src/server/main.ts';
import { startIssuer, type Issuer } from '../server/issuer.ts';
import { linesOf, until } from '../server/world.ts';
import { layDatabase } from '../setup/database.ts';
import { findFreePort } from '../setup/free-port.ts';
import { startPostfix, whyNoPostfix, type PrivatePostfix } from '../setup/postfix.ts';

const why = whyNoPostfix();
if (why !== null) process.stdout.write(`Not walked against Postfix: ${why}\n`);

const HOST = 'smtp.firma.example';
const LENA = { address: 'lena@firma.example', password: 'Sonnen:blume 7' };

(why === null ? describe : describe.skip)('against Postfix with Dovecot, which nobody here wrote, a rep', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postlane-walk-postfix-'));
  const log: string[] = [];
  let names: NameServer;
  let issuer: Issuer;
  let postfix: PrivatePostfix;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const authority = await CertificateAuthority.open(null, new Date());
    names = await startNameServer(new Map([[HOST, [{ type: 'A', address: '127.1.0.1' }]]]), () => false);
    issuer = await startIssuer(await authority.issue(['localhost']));
    const ports: Record<number, number> = { 587: await findFreePort(), 465: await findFreePort() };
    const { key, cert: certificate } = await authority.issue([HOST]);
    const settings = { hostName: HOST, key, certificate, user: LENA };
    layDatabase(join(folder, 'database'));
    postfix = await startPostfix({ ...settings, submissionPort: ports[587], tlsPort: ports[465] });
    server = await buildServer(
      {
        port: 0,
        publicUrl: 'http://localhost',
        database: { folder: join(folder, 'database') },
        credentialKeys: [{ id: 'k1', key: new Uint8Array(randomBytes(32)) }],
        identity: { issuer: issuer.url, audience: 'api', tenants: ['firma'], clientId: 'add-in', scope: 'send' },
        submissionAllow: ['127.1.0.1'],
        nameServers: [names.address],
        extraCa: [authority.certificate],
        frameAncestors: [],
        paneDir: join(folder, 'no-pane'),
        messageBytes: 25 * 1024 * 1024,
        trustProxy: false,
        mailboxConnections: 1,
        ceiling: NO_LIMITS,
        retentionDays: 90,
        checkHours: 6,
        alertWebhook: null,
        logLevel: 'info',
      },
      {
        dial: (_address, port) => connect(ports[port] ?? 0, '127.0.0.1'),
        log: new Writable({
          write(line: Buffer, _encoding, done) {
            log.push(line.toString());
            done();
          },
        }),
      },
    );
    ({ url } = await server.start());
  });
  afterAll(async () => {
    await server?.stop();
    await Promise.all([postfix?.stop(), names?.stop(), issuer?.stop()]);
    rmSync(folder, { recursive: true });
  });

  const rep = {
    get server() {
      return server;
    },
    async as() {
      const exp = Math.floor(Date.now() / 1_000) + 600;
      const claims = { iss: issuer.url, aud: 'api', exp, sub: 'lena', oid: 'lena', tid: 'firma' };
      return { authorization: `Bearer ${await issuer.token({ ...claims, client_id: 'add-in', scope: 'send' })}` };
    },
  };

  const connected = (port: 587 | 465, password = LENA.password): Promise<ConnectLine[]> =>
    linesOf(rep, '/api/channels', {
      providerId: 'custom',
      server: serverAt(HOST, port),
      username: LENA.address,
      sender: { name: 'Lena Größe', address: LENA.address },
      credential: { kind: 'password', password },
    });

  /** The channel's id, from the last line of a proof that succeeded. */
  async function channelAt(port: 587 | 465): Promise<string> {
    const lines = await connected(port);
    const steps = lines.flatMap((line) => ('step' in line && line.outcome !== 'started' ? [line.outcome] : []));
    expect(steps).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
    const last = lines.at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
    return last.channel.id;
  }

  /** Queues a draft with its file, and waits by the rep's own events until an attempt has ended. */
  async function sent(channelId: string, changes: Partial<Draft>, file: Buffer): Promise<Message> {
    const draft: Draft = {
      from: { name: 'Lena Größe', address: LENA.address },
      to: [{ name: 'Lena Größe', address: LENA.address }],
      cc: [],
      bcc: [],
      subject: 'Größe 日本語',
      body: { type: 'html', content: '<p>.</p>\r\n.\r\n<p>Grüße aus Lübeck</p>' },
      attachments: [{ name: 'Maße 2026.pdf', type: 'application/pdf', size: file.length, contentId: null }],
      importance: 'high',
      inReplyTo: null,
      references: [],
      ...changes,
    };
    const form = new FormData();
    form.append('message', JSON.stringify({ channelId, draft }));
    form.append('attachment', new Blob([new Uint8Array(file)]), 'file');
    const id = randomUUID();
    const headers = { ...(await rep.as()), 'idempotency-key': id };
    const queued = await fetch(`${url}/api/messages`, { method: 'POST', headers, body: form });
    expect([queued.status, await queued.json()]).toMatchObject([202, { id }]);
    return until(rep, url, id, ({ state, attempts }) => state !== 'in-flight' && attempts > 0);
  }

  it.each([587, 465] as const)(
    'proves a channel on port %i and sends a message that arrives as it was written',
    async (port) => {
      const before = (await postfix.received(0)).length;
      const file = randomBytes(300_000);
      const message = await sent(
        await channelAt(port),
        { bcc: [{ name: '', address: 'somebody@elsewhere.example' }] },
        file,
      );
      expect(message).toMatchObject({
        state: 'accepted',
        reply: { code: 250 },
        recipients: [{ outcome: 'accepted' }, { outcome: 'accepted' }],
      });
      const source = (await postfix.received(before + 1)).at(-1) ?? '';
      const mail = await PostalMime.parse(source);
      expect(mail).toMatchObject({
        subject: 'Größe 日本語',
        messageId: message.messageId,
        from: { name: 'Lena Größe', address: LENA.address },
        to: [{ name: 'Lena Größe', address: LENA.address }],
        attachments: [{ filename: 'Maße 2026.pdf', mimeType: 'application/pdf' }],
      });
      expect(mail.html?.trim()).toBe('<p>.</p>\n.\n<p>Grüße aus Lübeck</p>');
      expect(mail.text).toContain('Grüße aus Lübeck');
      expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer).equals(file)).toBe(true);
      expect(mail.headers.find(({ key }) => key === 'importance')?.value).toBe('high');
      expect(source).not.toContain('somebody@elsewhere');
    },
  );

  it('hears whom the server does not know, in its words', async () => {
    const to = [{ name: '', address: 'nobody@firma.example' }];
    expect(await sent(await channelAt(587), { to }, randomBytes(10))).toMatchObject({
      state: 'refused',
      because: { kind: 'recipient-refused' },
      recipients: [{ address: 'nobody@firma.example', outcome: 'refused', reply: { code: 550, enhanced: '5.1.1' } }],
    });
  });

  // Last, because Dovecot makes everybody from this address wait after it.
  it('hears that a password is wrong, and nothing of it is written down', async () => {
    expect((await connected(465, 'Sonnen:blume 8')).at(-1)).toMatchObject({
      failure: { kind: 'password-rejected', stage: 'auth', reply: { code: 535 } },
    });
    expect(log.join('')).toContain('attempted');
    expect(log.join('')).not.toContain('Sonnen');
  });
});
