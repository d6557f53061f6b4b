import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { NO_LIMITS } from '../../src/domain/limit.ts';
import { loadConfig } from '../../src/server/config.ts';

const KEY = randomBytes(32).toString('base64');
const LEAST = {
  CREDENTIAL_KEYS: `k1:${KEY}`,
  IDENTITY_ISSUER: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  IDENTITY_AUDIENCE: 'api-id',
  ADDIN_CLIENT_ID: 'add-in',
};

const faults = (env: Record<string, string>): string[] => {
  const read = loadConfig({ ...LEAST, ...env });
  return read.ok ? [] : read.failure;
};

describe('the configuration', () => {
  it('needs four settings and has good values for the rest', () => {
    expect(loadConfig(LEAST)).toMatchObject({
      ok: true,
      value: {
        port: 8443,
        database: { folder: '.data' },
        identity: { tenants: null, scope: 'api://api-id/access_as_user' },
        messageBytes: 25 * 1024 * 1024,
        trustProxy: false,
        logLevel: 'info',
      },
    });
  });

  it('has Entra’s ids as they stand in its tokens, however they were copied, and another issuer’s letter by letter', () => {
    const ids = (IDENTITY_ISSUER: string): unknown => {
      const [id, tenant] = ['B9D8F3A0-52F1-4E0E-8E8B-5D8F7C2A1101', '0AB0E1C2-52F1-4E0E-8E8B-5D8F7C2A1102'];
      const env = { IDENTITY_ISSUER, IDENTITY_AUDIENCE: id, ADDIN_CLIENT_ID: id, IDENTITY_TENANTS: `${tenant}, One` };
      const read = loadConfig({ ...LEAST, ...env });
      return read.ok && [read.value.identity.audience, read.value.identity.clientId, read.value.identity.tenants];
    };
    const [id, tenant] = ['b9d8f3a0-52f1-4e0e-8e8b-5d8f7c2a1101', '0ab0e1c2-52f1-4e0e-8e8b-5d8f7c2a1102'];
    expect(ids(LEAST.IDENTITY_ISSUER)).toEqual([id, id, [tenant, 'One']]);
    expect(ids('https://id.example')).toEqual([id.toUpperCase(), id.toUpperCase(), [tenant.toUpperCase(), 'One']]);
  });

  it('tells every fault at once, each in a sentence', () => {
    const read = loadConfig({ PORT: 'http', DATABASE_URL: 'mysql://db', LOG_LEVEL: 'loud' });
    const all = read.ok ? [] : read.failure;
    expect(all).toHaveLength(7);
    for (const sentence of all) expect(sentence).toMatch(/^[A-Z_]+ .*\.$/);
  });

  it('never repeats a key in a fault', () => {
    const [sentence = ''] = faults({ CREDENTIAL_KEYS: `k1:${KEY.slice(0, 20)}` });
    expect(sentence).toContain('it must have 32');
    expect(sentence).not.toContain(KEY.slice(0, 20));
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['two keys of one name', { CREDENTIAL_KEYS: `k1:${KEY},k1:${KEY}` }, /same id/],
    ['an issuer without TLS', { IDENTITY_ISSUER: 'http://id.example' }, /https/],
    ['a CIDR that is none', { SUBMISSION_ALLOW: '10.0.0.0/99' }, /SUBMISSION_ALLOW/],
    ['a proxy by name', { TRUST_PROXY: 'proxy.example' }, /TRUST_PROXY/],
    ['a name server by name', { NAME_SERVERS: 'dns.example' }, /NAME_SERVERS/],
    ['an authority that is not there', { EXTRA_CA_FILE: '/nowhere/ca.pem' }, /EXTRA_CA_FILE/],
    ['a limit that nobody knows', { MAILBOX_LIMITS: 'mailsPerYear=3' }, /must name one of messagesPerMinute, /],
    ['a limit that is no number', { MAILBOX_LIMITS: 'messagesPerMinute=some' }, /messagesPerMinute=20, a whole number/],
    ['a limit of nothing', { MAILBOX_LIMITS: 'connections=0' }, /a whole number from 1/],
    ['a limit said twice', { MAILBOX_LIMITS: 'connections=1,connections=2' }, /names connections twice/],
    ['no connection at all', { MAILBOX_CONNECTIONS: '0' }, /MAILBOX_CONNECTIONS/],
    ['an administrator by address', { ADMIN_IDS: 'firma/ada@firma.example' }, /^ADMIN_IDS holds .* as tenant\/object/],
    ['an administrator without a tenant', { ADMIN_IDS: 'b9d8f3a0-52f1-4e0e-8e8b-5d8f7c2a1101' }, /^ADMIN_IDS/],
    ['a Graph with a path', { MICROSOFT_GRAPH_URL: 'https://graph.microsoft.com/v1.0' }, /^MICROSOFT_GRAPH_URL is /],
    ['a Graph without TLS', { MICROSOFT_GRAPH_URL: 'http://graph.microsoft.com' }, /^MICROSOFT_GRAPH_URL is /],
    ['a Graph where nobody signs in', { MICROSOFT_GRAPH_URL: 'https://graph.microsoft.com' }, /^MICROSOFT_CLIENT_ID/],
    [
      'a database of providers that is not there',
      { ISP_DATABASE: '/nowhere/isp' },
      /^ISP_DATABASE is .*no such folder\.$/,
    ],
    ['a database of providers without TLS', { ISP_DATABASE: 'http://isp.example/v1.1/' }, /^ISP_DATABASE is .*https/],
    ['a database at another port', { ISP_DATABASE: 'https://isp.example:8443/v1.1/' }, /^ISP_DATABASE is .*https/],
    ['a webhook without TLS', { ALERT_WEBHOOK: 'http://hooks.example/k3y' }, /^ALERT_WEBHOOK is no web address/],
    ['a look at channels every minute', { CHECK_HOURS: '0' }, /CHECK_HOURS/],
    ['an address that is none', { PUBLIC_URL: 'postlane' }, /PUBLIC_URL/],
  ])('refuses %s', (_name, env, sentence) => {
    expect(faults(env)).toEqual([expect.stringMatching(sentence)]);
  });

  it('takes a database of providers in a folder, or at an address with a slash at the end or without', () => {
    const databaseIn = (place: string) => loadConfig({ ...LEAST, ISP_DATABASE: place });
    expect(loadConfig(LEAST)).toMatchObject({ value: { ispDatabase: null } });
    expect(databaseIn(import.meta.dirname)).toMatchObject({ value: { ispDatabase: { folder: import.meta.dirname } } });
    for (const url of ['https://isp.example/v1.1', 'https://isp.example/v1.1/'])
      expect(databaseIn(url)).toMatchObject({ value: { ispDatabase: { url: 'https://isp.example/v1.1/' } } });
  });

  it('believes every proxy when told so', () => {
    expect(loadConfig({ ...LEAST, TRUST_PROXY: 'true' })).toMatchObject({ value: { trustProxy: true } });
  });

  it('takes lower limits for every mailbox, each by itself', () => {
    expect(loadConfig(LEAST)).toMatchObject({ value: { mailboxConnections: 1, ceiling: NO_LIMITS } });
    expect(
      loadConfig({ ...LEAST, MAILBOX_CONNECTIONS: '3', MAILBOX_LIMITS: 'messagesPerMinute=20, recipientsPerDay=5000' }),
    ).toMatchObject({
      value: { mailboxConnections: 3, ceiling: { ...NO_LIMITS, messagesPerMinute: 20, recipientsPerDay: 5_000 } },
    });
  });

  it('reads lists', () => {
    expect(
      loadConfig({
        ...LEAST,
        IDENTITY_TENANTS: 'one, two',
        ADMIN_IDS: 'one/ada, two/bea',
        SUBMISSION_ALLOW: 'mail.firma.example,10.1.0.0/16,fd00::/8',
        TRUST_PROXY: '10.0.0.0/8, fd00::1',
        NAME_SERVERS: '127.0.0.1:5353,[::1]:53,192.0.2.1',
        CREDENTIAL_KEYS: `new:${KEY}, old:${KEY}`,
      }),
    ).toMatchObject({
      ok: true,
      value: {
        identity: { tenants: ['one', 'two'], admins: ['one/ada', 'two/bea'] },
        submissionAllow: ['mail.firma.example', '10.1.0.0/16', 'fd00::/8'],
        trustProxy: ['10.0.0.0/8', 'fd00::1'],
        nameServers: ['127.0.0.1:5353', '[::1]:53', '192.0.2.1'],
        credentialKeys: [{ id: 'new' }, { id: 'old' }],
      },
    });
  });
});
