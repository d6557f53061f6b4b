import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { EXCHANGE_ONLINE } from '../../../src/sandbox/mail/exchange-online.ts';
import { person, RunningHost } from './running-host.ts';

const nora = person('nora');
let host: RunningHost;

beforeEach(async () => {
  host = await RunningHost.start(EXCHANGE_ONLINE);
});
afterEach(() => host.stop());

it('names STARTTLS and no AUTH in the clear, LOGIN and XOAUTH2 but no PLAIN once encrypted', async () => {
  const conversation = await host.called();
  expect(await conversation.hear()).toMatch(/^220 \S+\.outlook\.office365\.com Microsoft ESMTP MAIL Service ready at /);
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
  await host.encrypt(conversation);
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
  const conversation = await host.called();
  await conversation.hear();
  await conversation.say('EHLO client.example');
  expect(await conversation.say('AUTH LOGIN')).toMatch(/^538 5\.7\.0 Must issue a STARTTLS command first$/);
  expect(host.offers(465)).toBe(false);
  expect(host.mailboxes.logins()).toEqual([]);
});

it('delivers a message to each recipient and queues it in its own words', async () => {
  const conversation = await host.loggedIn(nora);
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
  expect(host.mailboxes.received().map(({ recipient, email }) => [recipient, email.subject])).toEqual([
    ['anna@kunde.example', 'Hello'],
    ['bo@kunde.example', 'Hello'],
  ]);
});

it.each([
  ['a wrong password', () => undefined, 'wrong', /^535 5\.7\.139 .*the user credentials were incorrect\. \[/],
  [
    'a changed password',
    () => host.switches.turn('password-changed', true),
    nora.password,
    /^535 5\.7\.139 .*credentials were incorrect/,
  ],
  [
    'a locked account',
    () => host.switches.turn('account-locked', true),
    nora.password,
    /^535 5\.7\.139 .*account locked\. Contact your administrator/,
  ],
  [
    'an expired password',
    () => host.switches.turn('password-expired', true),
    nora.password,
    /^535 5\.7\.139 .*the password is expired/,
  ],
  [
    'a licence that is gone',
    () => host.switches.turn('licence-gone', true),
    nora.password,
    /^550 5\.2\.1 Mailbox cannot be accessed \[/,
  ],
  [
    'trouble of its own',
    () => host.switches.turn('sign-in-trouble', 'out-of-order'),
    nora.password,
    /^451 4\.7\.0 Temporary server error\. Please try again later\. PRX4/,
  ],
  [
    'SMTP AUTH off for the mailbox',
    () => host.switches.turn('smtp-auth-off-for-mailbox', true),
    nora.password,
    /disabled for the Mailbox\./,
  ],
  [
    'SMTP AUTH off for the tenant',
    () => host.switches.turn('tenant-sign-in', 'smtp-auth-off'),
    nora.password,
    /disabled for the Tenant\./,
  ],
  [
    'retired passwords',
    () => host.switches.turn('tenant-sign-in', 'passwords-off'),
    nora.password,
    /^550 5\.7\.30 Basic authentication is not supported for Client Submission\.$/,
  ],
  [
    'security defaults',
    () => host.switches.turn('tenant-sign-in', 'security-defaults'),
    nora.password,
    /security defaults policy/,
  ],
  [
    'Conditional Access',
    () => host.switches.turn('tenant-sign-in', 'conditional-access'),
    nora.password,
    /did not meet the criteria/,
  ],
])('refuses the login for %s, once', async (_what, turn, password, reply) => {
  turn();
  const conversation = await host.greeted();
  expect(await conversation.logIn(nora.address, password)).toMatch(reply);
  expect(host.mailboxes.logins()).toHaveLength(1);
  expect(JSON.stringify(host.mailboxes.logins())).not.toContain(password);
});

it.each(['password-changed', 'password-expired'] as const)('takes the new password with %s', async (id) => {
  host.switches.turn(id, true);
  const conversation = await host.greeted();
  expect(await conversation.logIn(nora.address, nora.newPassword)).toBe('235 2.7.0 Authentication successful');
});

it('says that the mailbox is blocked from sending only when it has the whole message', async () => {
  host.switches.turn('sending-blocked', true);
  const conversation = await host.loggedIn(nora);
  const heard = await conversation.send(nora.address, ['anna@kunde.example']);
  expect(heard.map((reply) => reply.slice(0, 3))).toEqual(['250', '250', '354', '550']);
  expect(heard[3]).toMatch(/^550 5\.1\.8 Access denied, bad outbound sender AS\(42004\)/);
  expect(host.mailboxes.received()).toEqual([]);
});

it('turns an address away that it does not like, at EHLO, and hangs up', async () => {
  host.switches.turn('our-address-refused', true);
  const conversation = await host.called();
  expect(await conversation.hear()).toMatch(/^220 /);
  expect(await conversation.say('EHLO client.example')).toMatch(/^550 5\.7\.606 Access denied, banned sending IP \[/);
  expect(await conversation.hear()).toBe('closed');
  expect(host.mailboxes.logins()).toEqual([]);
});

it('says SendAsDenied only when it has the whole message', async () => {
  const conversation = await host.loggedIn(nora);
  const heard = await conversation.send('boss@fjordlight.example', ['anna@kunde.example']);
  expect(heard.slice(0, 3).map((reply) => reply.slice(0, 3))).toEqual(['250', '250', '354']);
  expect(heard[3]).toMatch(
    /^554 5\.2\.252 SendAsDenied; nora\.lindqvist@fjordlight\.example not allowed to send as boss@/,
  );
  expect(host.mailboxes.received()).toEqual([]);
});

it('refuses the sender at MAIL FROM when the switch says so', async () => {
  host.switches.turn('sender', 'refused-at-mail-from');
  const conversation = await host.loggedIn(nora);
  expect(await conversation.say(`MAIL FROM:<${nora.address}>`)).toMatch(
    /^550 5\.7\.60 SMTP; Client does not have permissions to send as this sender/,
  );
});

it('refuses one recipient and delivers to the others', async () => {
  host.switches.turn('refused-recipient', 'Gone@kunde.example');
  const conversation = await host.loggedIn(nora);
  const heard = await conversation.send(nora.address, ['gone@kunde.example', 'bo@kunde.example']);
  expect(heard[1]).toMatch(/^550 5\.1\.10 RESOLVER\.ADR\.RecipientNotFound; Recipient gone@kunde\.example not found/);
  expect(host.mailboxes.received().map(({ recipient }) => recipient)).toEqual(['bo@kunde.example']);
});

it('carries the thirty-first message of a minute over into the next', async () => {
  const conversation = await host.loggedIn(nora);
  for (let number = 1; number <= 31; number += 1) {
    expect((await conversation.send(nora.address, ['anna@kunde.example'])).at(-1)).toMatch(/^250 2\.6\.0/);
  }
  expect(host.mailboxes.received()).toHaveLength(30);
  host.now += 60_000;
  expect(host.mailboxes.received()).toHaveLength(31);
});

it('refuses the thirty-first message of a minute with 432 when the switch says so', async () => {
  host.switches.turn('throttle', 'refused');
  const conversation = await host.loggedIn(nora);
  for (let number = 1; number <= 30; number += 1) await conversation.send(nora.address, ['anna@kunde.example']);
  expect((await conversation.send(nora.address, ['anna@kunde.example'])).at(-1)).toBe(
    '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded',
  );
});

it('takes messages over three connections of a mailbox and not over a fourth', async () => {
  const conversations = [
    await host.loggedIn(nora),
    await host.loggedIn(nora),
    await host.loggedIn(nora),
    await host.loggedIn(nora),
  ];
  const heard = [];
  for (const conversation of conversations)
    heard.push((await conversation.send(nora.address, ['anna@kunde.example'])).at(-1)?.slice(0, 9));
  expect(heard).toEqual(['250 2.6.0', '250 2.6.0', '250 2.6.0', '432 4.3.2']);
});

it('refuses every message once the day’s quota is used up', async () => {
  host.switches.turn('quota-exceeded', true);
  const conversation = await host.loggedIn(nora);
  expect((await conversation.send(nora.address, ['anna@kunde.example'])).at(-1)).toMatch(
    /^554 5\.2\.0 .*SubmissionQuotaExceededException/,
  );
});

it.each([
  ['before-data', 2, 0],
  ['in-data', 3, 0],
  ['after-data', 3, 1],
] as const)('drops the connection %s', async (when, repliesBefore, delivered) => {
  host.switches.turn('drop', when);
  const conversation = await host.loggedIn(nora);
  const heard = await conversation.send(nora.address, ['anna@kunde.example']);
  expect(heard.indexOf('closed')).toBe(repliesBefore);
  expect(host.mailboxes.received()).toHaveLength(delivered);
});

it.each([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['untrusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
] as const)('shows a certificate that is %s', async (kind, code) => {
  host.switches.turn('certificate', kind);
  await expect(host.greeted()).rejects.toMatchObject({ code });
});

it('offers no encryption when the switch says so, and would take a password in the clear', async () => {
  host.switches.turn('no-tls', true);
  const conversation = await host.called();
  await conversation.hear();
  const offered = await conversation.say('EHLO client.example');
  expect(offered).not.toContain('STARTTLS');
  expect(offered).toContain('AUTH LOGIN XOAUTH2');
});
