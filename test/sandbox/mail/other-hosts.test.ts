import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OUTLOOK_COM } from '../../../src/sandbox/mail/exchange-online.ts';
import { EXCHANGE_SERVER } from '../../../src/sandbox/mail/exchange-server.ts';
import { GMAIL } from '../../../src/sandbox/mail/gmail.ts';
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

it('lets a company’s own Exchange server keep quiet about a locked account', async () => {
  host = await RunningHost.start(EXCHANGE_SERVER);
  host.switches.turn('account-locked', true);
  const conversation = await host.greeted();
  expect(await conversation.logIn(otto.address, otto.password)).toBe('535 5.7.3 Authentication unsuccessful');
});

it('lets a Postfix refuse a sender that is not the login’s', async () => {
  host = await RunningHost.start(POSTFIX);
  const conversation = await host.greeted(465);
  await conversation.logIn(mara.address, mara.password);
  expect(await conversation.say('MAIL FROM:<other@weingut-sonnenberg.example>')).toBe(
    '553 5.7.1 <other@weingut-sonnenberg.example>: Sender address rejected: not owned by user mara@weingut-sonnenberg.example',
  );
});
