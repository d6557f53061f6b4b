import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OUTLOOK_COM } from '../../../src/sandbox/mail/exchange-online.ts';
import { EXCHANGE_SERVER } from '../../../src/sandbox/mail/exchange-server.ts';
import { GMAIL } from '../../../src/sandbox/mail/gmail.ts';
import { ICLOUD } from '../../../src/sandbox/mail/mailbox-services.ts';
import { POSTFIX } from '../../../src/sandbox/mail/postfix.ts';
import { person, RunningHost } from './running-host.ts';

const grace = person('grace');
const liam = person('liam');
const mara = person('mara');
const otto = person('otto');
let host: RunningHost;

afterEach(() => host.stop());

describe('the server that speaks like Gmail', () => {
  beforeEach(async () => {
    host = await RunningHost.start(GMAIL);
  });

  it('wants a password made for an app, and takes it with and without its spaces', async () => {
    const replies = [];
    for (const password of [grace.accountPassword ?? '', 'wrong', grace.password, grace.password.replaceAll(' ', '')]) {
      const conversation = await host.greeted(465);
      replies.push(await conversation.logIn(grace.address, password));
    }
    expect(replies[0]).toMatch(
      /^534-5\.7\.9 Application-specific password required.*\n534 5\.7\.9 {2}https:\/\/support\.google\.com\/mail\/\?p=InvalidSecondFactor .* - gsmtp$/,
    );
    expect(replies[1]).toMatch(/^535-5\.7\.8 Username and Password not accepted\..*\n535 5\.7\.8 {2}https/);
    expect(replies.slice(2)).toEqual(['235 2.7.0 Accepted', '235 2.7.0 Accepted']);
  });

  it('asks for an app password in place of one that was right until now, and takes that', async () => {
    host.switches.turn('app-password-asked', true);
    const before = await host.greeted(465);
    expect(await before.logIn(grace.address, grace.password)).toMatch(/^534-5\.7\.9 Application-specific password/);
    const after = await host.greeted(465);
    expect(await after.logIn(grace.address, grace.newPassword)).toBe('235 2.7.0 Accepted');
  });

  it.each([
    ['out-of-order', /^454 4\.7\.0 Cannot authenticate due to temporary system problem/],
    ['too-many-logins', /^454 4\.7\.0 Too many login attempts/],
  ] as const)('looks at no password while its sign-in is in trouble: %s', async (trouble, reply) => {
    host.switches.turn('sign-in-trouble', trouble);
    for (const password of [grace.password, 'wrong']) {
      const conversation = await host.greeted(465);
      expect(await conversation.logIn(grace.address, password)).toMatch(reply);
    }
  });

  it('puts an address off that it does not know, at EHLO', async () => {
    host.switches.turn('our-address-refused', true);
    const conversation = await host.called();
    await conversation.hear();
    expect(await conversation.say('EHLO client.example')).toMatch(/^421-4\.7\.0 Try again later/);
    expect(await conversation.hear()).toBe('closed');
  });

  it('knows neither licences nor passwords that expire', async () => {
    for (const id of ['licence-gone', 'password-expired', 'sending-blocked'] as const) host.switches.turn(id, true);
    const conversation = await host.loggedIn(grace);
    expect((await conversation.send(grace.address, ['anna@kunde.example'])).at(-1)).toMatch(/^250 /);
  });

  it('offers both ports', async () => {
    const conversation = await host.greeted(587);
    expect(await conversation.logIn(grace.address, grace.password)).toBe('235 2.7.0 Accepted');
  });
});

it('refuses every password at Outlook.com', async () => {
  host = await RunningHost.start(OUTLOOK_COM);
  const conversation = await host.greeted();
  expect(await conversation.logIn(liam.address, liam.password)).toMatch(
    /^535 5\.7\.139 Authentication unsuccessful, basic authentication is disabled\./,
  );
});

describe('a company’s own Exchange server', () => {
  beforeEach(async () => {
    host = await RunningHost.start(EXCHANGE_SERVER);
  });

  it.each(['account-locked', 'password-expired'] as const)('keeps quiet about %s', async (id) => {
    host.switches.turn(id, true);
    const conversation = await host.greeted();
    expect(await conversation.logIn(otto.address, otto.password)).toBe('535 5.7.3 Authentication unsuccessful');
  });

  it('says that it cannot check a password just now', async () => {
    host.switches.turn('sign-in-trouble', 'out-of-order');
    const conversation = await host.greeted();
    expect(await conversation.logIn(otto.address, otto.password)).toBe('454 4.7.0 Temporary authentication failure');
  });

  it('puts an address off that no connector is meant for, instead of a greeting', async () => {
    host.switches.turn('our-address-refused', true);
    const conversation = await host.called();
    expect(await conversation.hear()).toBe('421 4.3.2 Service not available');
    expect(await conversation.hear()).toBe('closed');
  });
});

it('iCloud takes at MAIL FROM any sender of a domain that it hosts, and no other', async () => {
  host = await RunningHost.start(ICLOUD);
  const conversation = await host.greeted();
  const { username = '', password = '' } = ICLOUD.accounts?.[0] ?? {};
  expect(await conversation.logIn(username, password)).toMatch(/^235 /);
  expect(await conversation.say(`MAIL FROM:<${otto.address}>`)).toBe(
    '550 5.7.0 From address is not one of your addresses',
  );
  expect(await conversation.say(`MAIL FROM:<${mara.address}>`)).toMatch(/^250 /);
});

describe('a hosting company’s Postfix', () => {
  beforeEach(async () => {
    host = await RunningHost.start(POSTFIX);
  });

  it('refuses a sender that is not the login’s', async () => {
    const conversation = await host.greeted(465);
    await conversation.logIn(mara.address, mara.password);
    expect(await conversation.say('MAIL FROM:<other@weingut-sonnenberg.example>')).toBe(
      '553 5.7.1 <other@weingut-sonnenberg.example>: Sender address rejected: not owned by user mara@weingut-sonnenberg.example',
    );
  });

  it('says at MAIL FROM that the mailbox is blocked from sending', async () => {
    host.switches.turn('sending-blocked', true);
    const conversation = await host.loggedIn(mara);
    expect(await conversation.say(`MAIL FROM:<${mara.address}>`)).toMatch(
      /^554 5\.7\.1 .*: Sender address rejected: Your account has been blocked from sending$/,
    );
  });

  it('says that a password has expired, and takes the new one', async () => {
    host.switches.turn('password-expired', true);
    const before = await host.greeted();
    expect(await before.logIn(mara.address, mara.password)).toBe(
      '535 5.7.8 Error: authentication failed: Password expired',
    );
    const after = await host.greeted();
    expect(await after.logIn(mara.address, mara.newPassword)).toMatch(/^235 /);
  });

  it.each([
    ['out-of-order', /^454 4\.7\.0 Temporary authentication failure: Connection lost to authentication server$/],
    ['too-many-logins', /^450 4\.7\.1 Error: too many AUTH commands from unknown\[/],
  ] as const)('looks at no password while its sign-in is in trouble: %s', async (trouble, reply) => {
    host.switches.turn('sign-in-trouble', trouble);
    const conversation = await host.greeted();
    expect(await conversation.logIn(mara.address, mara.password)).toMatch(reply);
  });

  it.each([465, 587] as const)('greets a listed address at %d with a refusal', async (port) => {
    host.switches.turn('our-address-refused', true);
    const conversation = port === 587 ? await host.called() : await host.calledEncrypted();
    expect(await conversation.hear()).toMatch(
      /^554 5\.7\.1 Service unavailable; Client host \[.*\] blocked using zen\.spamhaus\.org/,
    );
    expect(await conversation.hear()).toBe('closed');
  });
});
