import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CertificateAuthority,
  type CertificateKind,
  type KeyAndCertificate,
} from '../../../src/sandbox/certificates.ts';
import type { Dialect } from '../../../src/sandbox/mail/dialect.ts';
import { EXCHANGE_ONLINE, OUTLOOK_COM } from '../../../src/sandbox/mail/exchange-online.ts';
import { EXCHANGE_SERVER } from '../../../src/sandbox/mail/exchange-server.ts';
import { GMAIL } from '../../../src/sandbox/mail/gmail.ts';
import { MailHost } from '../../../src/sandbox/mail/mail-host.ts';
import { Mailboxes } from '../../../src/sandbox/mail/mailboxes.ts';
import { POSTFIX } from '../../../src/sandbox/mail/postfix.ts';
import { PEOPLE } from '../../../src/sandbox/people.ts';
import { Switchboard } from '../../../src/sandbox/switches.ts';
import { Conversation } from './conversation.ts';

const person = (id: string) => PEOPLE.find((one) => one.id === id) ?? PEOPLE[0]!;
const nora = person('nora');
const grace = person('grace');
const liam = person('liam');
const mara = person('mara');
const otto = person('otto');

let authority: CertificateAuthority;
let certificates: Record<CertificateKind, KeyAndCertificate>;
let switches: Switchboard;
let mailboxes: Mailboxes;
let now: number;
let host: MailHost;
let open: Conversation[];

beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
  const names = [EXCHANGE_ONLINE, OUTLOOK_COM, GMAIL, EXCHANGE_SERVER, POSTFIX].map((dialect) => dialect.host);
  const [good, expired, wrongName, untrusted] = await Promise.all(
    (['good', 'expired', 'wrong-name', 'untrusted'] as const).map((kind) => authority.issue(names, kind)),
  );
  certificates = { good: good!, expired: expired!, 'wrong-name': wrongName!, untrusted: untrusted! };
});

beforeEach(() => {
  switches = new Switchboard();
  now = Date.UTC(2026, 10, 20, 19, 0);
  mailboxes = new Mailboxes(() => now);
  open = [];
});

afterEach(async () => {
  for (const conversation of open) conversation.close();
  await host.stop();
});

async function start(dialect: Dialect): Promise<void> {
  host = new MailHost({ dialect, certificates, switches, mailboxes, now: () => now });
  await host.start();
}

/** A conversation that has come as far as the second EHLO, encrypted. */
async function greeted(port: 465 | 587 = 587): Promise<Conversation> {
  const { host: name } = host.dialect;
  const real = host.realPort(port)!;
  const conversation =
    port === 465 ? await Conversation.openEncrypted(real, name, authority.certificate) : await Conversation.open(real);
  open.push(conversation);
  await conversation.hear();
  await conversation.say('EHLO client.example');
  if (port === 587) {
    await conversation.encrypt(name, authority.certificate);
    await conversation.say('EHLO client.example');
  }
  return conversation;
}

async function loggedIn(): Promise<Conversation> {
  const conversation = await greeted();
  expect(await conversation.logIn(nora.address, nora.password)).toMatch(/^235/);
  return conversation;
}

describe('the server that speaks like Exchange Online', () => {
  beforeEach(() => start(EXCHANGE_ONLINE));

  it('names STARTTLS and no AUTH in the clear, LOGIN and XOAUTH2 but no PLAIN once encrypted', async () => {
    const conversation = await Conversation.open(host.realPort(587)!);
    open.push(conversation);
    expect(await conversation.hear()).toMatch(
      /^220 \S+\.outlook\.office365\.com Microsoft ESMTP MAIL Service ready at /,
    );
    const plain = (await conversation.say('EHLO client.example')).split('\n').map((line) => line.slice(4));
    expect(plain.slice(1)).toEqual([
      'SIZE 157286400',
      'PIPELINING',
      'DSN',
      'ENHANCEDSTATUSCODES',
      'STARTTLS',
      '8BITMIME',
      'BINARYMIME',
      'CHUNKING',
      'SMTPUTF8',
    ]);
    await conversation.encrypt(host.dialect.host, authority.certificate);
    const encrypted = (await conversation.say('EHLO client.example')).split('\n').map((line) => line.slice(4));
    expect(encrypted.slice(1)).toEqual([
      'SIZE 157286400',
      'PIPELINING',
      'DSN',
      'ENHANCEDSTATUSCODES',
      'AUTH LOGIN XOAUTH2',
      '8BITMIME',
      'BINARYMIME',
      'CHUNKING',
      'SMTPUTF8',
    ]);
  });

  it('takes no password before STARTTLS, and offers no port 465', async () => {
    const conversation = await Conversation.open(host.realPort(587)!);
    open.push(conversation);
    await conversation.hear();
    await conversation.say('EHLO client.example');
    expect(await conversation.say('AUTH LOGIN')).toMatch(/^538 5\.7\.0 Must issue a STARTTLS command first$/);
    expect(host.realPort(465)).toBeNull();
    expect(mailboxes.logins()).toEqual([]);
  });

  it('delivers a message to each recipient and queues it in its own words', async () => {
    const conversation = await loggedIn();
    const [from, first, second, data, taken] = await conversation.send(nora.address, [
      'anna@kunde.example',
      'bo@kunde.example',
    ]);
    expect([from, first, second, data]).toEqual([
      '250 2.1.0 Sender OK',
      '250 2.1.5 Recipient OK',
      '250 2.1.5 Recipient OK',
      '354 Start mail input; end with <CRLF>.<CRLF>',
    ]);
    expect(taken).toMatch(/^250 2\.6\.0 .* Queued mail for delivery$/);
    expect(mailboxes.received().map(({ recipient, email }) => [recipient, email.subject])).toEqual([
      ['anna@kunde.example', 'Hello'],
      ['bo@kunde.example', 'Hello'],
    ]);
  });

  it.each([
    ['a wrong password', () => undefined, 'wrong', /^535 5\.7\.139 .*the user credentials were incorrect\. \[/],
    [
      'a changed password',
      () => switches.turn('password-changed', true),
      nora.password,
      /^535 5\.7\.139 .*credentials were incorrect/,
    ],
    [
      'a locked account',
      () => switches.turn('account-locked', true),
      nora.password,
      /^535 5\.7\.139 .*account is temporarily locked/,
    ],
    [
      'SMTP AUTH off for the mailbox',
      () => switches.turn('smtp-auth-off-for-mailbox', true),
      nora.password,
      /disabled for the Mailbox\./,
    ],
    [
      'SMTP AUTH off for the tenant',
      () => switches.turn('tenant-sign-in', 'smtp-auth-off'),
      nora.password,
      /disabled for the Tenant\./,
    ],
    [
      'retired passwords',
      () => switches.turn('tenant-sign-in', 'passwords-off'),
      nora.password,
      /^550 5\.7\.30 Basic authentication is not supported for Client Submission\.$/,
    ],
    [
      'security defaults',
      () => switches.turn('tenant-sign-in', 'security-defaults'),
      nora.password,
      /security defaults policy/,
    ],
    [
      'Conditional Access',
      () => switches.turn('tenant-sign-in', 'conditional-access'),
      nora.password,
      /did not meet the criteria/,
    ],
  ])('refuses the login for %s, once', async (_what, turn, password, reply) => {
    turn();
    const conversation = await greeted();
    expect(await conversation.logIn(nora.address, password)).toMatch(reply);
    expect(mailboxes.logins()).toHaveLength(1);
    expect(JSON.stringify(mailboxes.logins())).not.toContain(password);
  });

  it('takes the new password once it is changed', async () => {
    switches.turn('password-changed', true);
    const conversation = await greeted();
    expect(await conversation.logIn(nora.address, nora.newPassword)).toBe('235 2.7.0 Authentication successful');
  });

  it('says SendAsDenied only when it has the whole message', async () => {
    const conversation = await loggedIn();
    const heard = await conversation.send('boss@fjordlight.example', ['anna@kunde.example']);
    expect(heard.slice(0, 3).map((reply) => reply.slice(0, 3))).toEqual(['250', '250', '354']);
    expect(heard[3]).toMatch(
      /^554 5\.2\.252 SendAsDenied; nora\.lindqvist@fjordlight\.example not allowed to send as boss@/,
    );
    expect(mailboxes.received()).toEqual([]);
  });

  it('refuses the sender at MAIL FROM when the switch says so', async () => {
    switches.turn('sender', 'refused-at-mail-from');
    const conversation = await loggedIn();
    expect(await conversation.say(`MAIL FROM:<${nora.address}>`)).toMatch(
      /^550 5\.7\.60 SMTP; Client does not have permissions to send as this sender/,
    );
  });

  it('refuses one recipient and delivers to the others', async () => {
    switches.turn('refused-recipient', 'Gone@kunde.example');
    const conversation = await loggedIn();
    const heard = await conversation.send(nora.address, ['gone@kunde.example', 'bo@kunde.example']);
    expect(heard[1]).toMatch(/^550 5\.1\.10 RESOLVER\.ADR\.RecipientNotFound; Recipient gone@kunde\.example not found/);
    expect(mailboxes.received().map(({ recipient }) => recipient)).toEqual(['bo@kunde.example']);
  });

  it('carries the thirty-first message of a minute over into the next', async () => {
    const conversation = await loggedIn();
    for (let number = 1; number <= 31; number += 1) {
      expect((await conversation.send(nora.address, ['anna@kunde.example'])).at(-1)).toMatch(/^250 2\.6\.0/);
    }
    expect(mailboxes.received()).toHaveLength(30);
    now += 60_000;
    expect(mailboxes.received()).toHaveLength(31);
  });

  it('refuses the thirty-first message of a minute with 432 when the switch says so', async () => {
    switches.turn('throttle', 'refused');
    const conversation = await loggedIn();
    for (let number = 1; number <= 30; number += 1) await conversation.send(nora.address, ['anna@kunde.example']);
    expect((await conversation.send(nora.address, ['anna@kunde.example'])).at(-1)).toBe(
      '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded',
    );
  });

  it('takes messages over three connections of a mailbox and not over a fourth', async () => {
    const conversations = [await loggedIn(), await loggedIn(), await loggedIn(), await loggedIn()];
    const heard = [];
    for (const conversation of conversations)
      heard.push((await conversation.send(nora.address, ['anna@kunde.example'])).at(-1)?.slice(0, 9));
    expect(heard).toEqual(['250 2.6.0', '250 2.6.0', '250 2.6.0', '432 4.3.2']);
  });

  it('refuses every message once the day’s quota is used up', async () => {
    switches.turn('quota-exceeded', true);
    const conversation = await loggedIn();
    expect((await conversation.send(nora.address, ['anna@kunde.example'])).at(-1)).toMatch(
      /^554 5\.2\.0 .*SubmissionQuotaExceededException/,
    );
  });

  it.each([
    ['before-data', 2, 0],
    ['in-data', 3, 0],
    ['after-data', 3, 1],
  ] as const)('drops the connection %s', async (when, repliesBefore, delivered) => {
    switches.turn('drop', when);
    const conversation = await loggedIn();
    const heard = await conversation.send(nora.address, ['anna@kunde.example']);
    expect(heard.indexOf('closed')).toBe(repliesBefore);
    expect(mailboxes.received()).toHaveLength(delivered);
  });

  it.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['untrusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)('shows a certificate that is %s', async (kind, code) => {
    switches.turn('certificate', kind);
    await expect(greeted()).rejects.toMatchObject({ code });
  });

  it('offers no encryption when the switch says so, and would take a password in the clear', async () => {
    switches.turn('no-tls', true);
    const conversation = await Conversation.open(host.realPort(587)!);
    open.push(conversation);
    await conversation.hear();
    const offered = await conversation.say('EHLO client.example');
    expect(offered).not.toContain('STARTTLS');
    expect(offered).toContain('AUTH LOGIN XOAUTH2');
  });
});

describe('the server that speaks like Gmail', () => {
  beforeEach(() => start(GMAIL));

  it('wants a password made for an app, and takes it with and without its spaces', async () => {
    const replies = [];
    for (const password of [grace.accountPassword!, 'wrong', grace.password, grace.password.replaceAll(' ', '')]) {
      const conversation = await greeted(465);
      replies.push(await conversation.logIn(grace.address, password));
    }
    expect(replies[0]).toMatch(
      /^534-5\.7\.9 Application-specific password required.*\n534 5\.7\.9 {2}https:\/\/support\.google\.com\/mail\/\?p=InvalidSecondFactor .* - gsmtp$/,
    );
    expect(replies[1]).toMatch(/^535-5\.7\.8 Username and Password not accepted\..*\n535 5\.7\.8 {2}https/);
    expect(replies.slice(2)).toEqual(['235 2.7.0 Accepted', '235 2.7.0 Accepted']);
  });

  it('offers both ports', async () => {
    const conversation = await greeted(587);
    expect(await conversation.logIn(grace.address, grace.password)).toBe('235 2.7.0 Accepted');
  });
});

it('refuses every password at Outlook.com', async () => {
  await start(OUTLOOK_COM);
  const conversation = await greeted();
  expect(await conversation.logIn(liam.address, liam.password)).toMatch(
    /^535 5\.7\.139 Authentication unsuccessful, basic authentication is disabled\./,
  );
});

it('lets a company’s own Exchange server keep quiet about a locked account', async () => {
  await start(EXCHANGE_SERVER);
  switches.turn('account-locked', true);
  const conversation = await greeted();
  expect(await conversation.logIn(otto.address, otto.password)).toBe('535 5.7.3 Authentication unsuccessful');
});

it('lets a Postfix refuse a sender that is not the login’s', async () => {
  await start(POSTFIX);
  const conversation = await greeted(465);
  await conversation.logIn(mara.address, mara.password);
  expect(await conversation.say('MAIL FROM:<other@weingut-sonnenberg.example>')).toBe(
    '553 5.7.1 <other@weingut-sonnenberg.example>: Sender address rejected: not owned by user mara@weingut-sonnenberg.example',
  );
});
