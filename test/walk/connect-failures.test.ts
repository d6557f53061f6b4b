import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import type { Switchboard } from '../../src/sandbox/switches.ts';
import { openStage, person, type Stage } from './stage.ts';

interface Failure {
  when: string;
  breaks: (switches: Switchboard) => void;
  /** What is typed first; the right password unless the failure is about it. */
  password?: string;
  title: string;
  next: string;
  who: 'You can fix this' | 'Your IT department can fix this' | 'This passes by itself';
  /** What stands behind the words on demand. */
  told: RegExp;
  /** How many logins the mail server saw. */
  logins: 0 | 1;
}

const nora = person('nora');
const serverWords = 'The server’s own words';
const forSupport = 'For support';

// A sandbox for each group: the server lets nobody log in more than ten times a minute.
const FAILURES: Readonly<Record<string, readonly Failure[]>> = {
  'whose mailbox stands in the way': [
    {
      when: 'the password is wrong',
      breaks: () => undefined,
      password: 'Lighthouse-24',
      title: 'The password was not accepted',
      next: 'Type your current password again. Take your time: too many wrong ones lock the account.',
      who: 'You can fix this',
      told: /^535 5\.7\.139 .*the user credentials were incorrect/,
      logins: 1,
    },
    {
      when: 'SMTP AUTH is off for the mailbox',
      breaks: (switches) => switches.turn('smtp-auth-off-for-mailbox', true),
      title: 'Sending is switched off for your mailbox',
      next: 'Ask your IT department to switch it on for your mailbox. It takes a minute.',
      who: 'Your IT department can fix this',
      told: /^535 5\.7\.139 .*SmtpClientAuthentication is disabled for the Mailbox/,
      logins: 1,
    },
    {
      when: 'the company takes no passwords any more',
      breaks: (switches) => switches.turn('tenant-sign-in', 'passwords-off'),
      title: 'Passwords are no longer accepted here',
      next: 'Ask your IT department whether they can allow it again.',
      who: 'Your IT department can fix this',
      told: /^550 5\.7\.30 Basic authentication is not supported/,
      logins: 1,
    },
    {
      when: 'the account is locked',
      breaks: (switches) => switches.turn('account-locked', true),
      title: 'Your account is locked',
      next: 'Ask your IT department to unlock your account.',
      who: 'Your IT department can fix this',
      told: /^535 5\.7\.139 .*account locked/,
      logins: 1,
    },
    {
      when: 'the server refuses the sender',
      breaks: (switches) => switches.turn('sender', 'refused-at-mail-from'),
      title: 'Your account may not send from this address',
      next: 'Sign in with that address’s own account, or ask your IT department for the right to send as it (“Send as”).',
      who: 'Your IT department can fix this',
      told: /^550 5\.7\.60 .*Client does not have permissions to send as this sender/,
      logins: 1,
    },
  ],
  'whose server cannot be trusted or found': [
    {
      when: 'the certificate is from an unknown authority',
      breaks: (switches) => switches.turn('certificate', 'untrusted'),
      title: 'The server cannot prove who it is',
      next: 'Ask your IT department for a certificate from a public authority on this server.',
      who: 'Your IT department can fix this',
      told: /^smtp\.office365\.com:587/,
      logins: 0,
    },
    {
      when: 'the certificate is for another name',
      breaks: (switches) => switches.turn('certificate', 'wrong-name'),
      title: 'The server goes by another name',
      next: 'Ask your IT department for the exact server name and enter it under Details.',
      who: 'Your IT department can fix this',
      told: /^smtp\.office365\.com:587/,
      logins: 0,
    },
    {
      when: 'the certificate has expired',
      breaks: (switches) => switches.turn('certificate', 'expired'),
      title: 'The server’s certificate has run out',
      next: 'Tell your IT department that the certificate needs renewing.',
      who: 'Your IT department can fix this',
      told: /^smtp\.office365\.com:587/,
      logins: 0,
    },
    {
      when: 'the server offers no TLS',
      breaks: (switches) => switches.turn('no-tls', true),
      title: 'The server offers no protected connection',
      next: 'Ask your IT department to switch on TLS, or for the server that has it.',
      who: 'Your IT department can fix this',
      told: /^smtp\.office365\.com:587/,
      logins: 0,
    },
    {
      when: 'nobody knows the server’s name',
      breaks: (switches) => switches.turn('reach', 'unknown-name'),
      title: 'No mail server has this name',
      next: 'Check the spelling of the server name.',
      who: 'You can fix this',
      told: /^smtp\.office365\.com:587/,
      logins: 0,
    },
  ],
  'whose account or provider stands in the way': [
    {
      when: 'the password has expired',
      breaks: (switches) => switches.turn('password-expired', true),
      title: 'Your password has run out',
      next: 'Change your password at work as usual, then enter the new one here.',
      who: 'You can fix this',
      told: /^535 5\.7\.139 .*the password is expired/,
      logins: 1,
    },
    {
      when: 'the licence is gone',
      breaks: (switches) => switches.turn('licence-gone', true),
      title: 'The mailbox cannot be used',
      next: 'Ask your IT department to check your mailbox and its licence.',
      who: 'Your IT department can fix this',
      told: /^550 5\.2\.1 Mailbox cannot be accessed/,
      logins: 1,
    },
    {
      when: 'the server refuses Postlane’s address',
      breaks: (switches) => switches.turn('our-address-refused', true),
      title: 'The server does not take calls from Postlane',
      next: 'Ask your IT department to allow the Postlane server.',
      who: 'Your IT department can fix this',
      told: /^550 5\.7\.606 Access denied, banned sending IP/,
      logins: 0,
    },
    {
      when: 'a firewall swallows the call',
      breaks: (switches) => switches.turn('reach', 'firewalled'),
      title: 'No answer from the server',
      next: 'Try again in a while. If it stays so, ask your IT department.',
      who: 'This passes by itself',
      told: /^smtp\.office365\.com:587/,
      logins: 0,
    },
    {
      when: 'the provider cannot check passwords',
      breaks: (switches) => switches.turn('sign-in-trouble', 'out-of-order'),
      title: 'The server cannot check passwords just now',
      next: 'Try again in a few minutes.',
      who: 'This passes by itself',
      told: /^451 4\.7\.0 Temporary server error/,
      logins: 1,
    },
  ],
  'whose company stands in the way': [
    {
      when: 'SMTP AUTH is off for the company',
      breaks: (switches) => switches.turn('tenant-sign-in', 'smtp-auth-off'),
      title: 'Sending is switched off for your company',
      next: 'Ask your IT department to switch it on for your mailbox alone. It takes a minute.',
      who: 'Your IT department can fix this',
      told: /^535 5\.7\.139 .*SmtpClientAuthentication is disabled for the Tenant/,
      logins: 1,
    },
    {
      when: 'security defaults are on',
      breaks: (switches) => switches.turn('tenant-sign-in', 'security-defaults'),
      title: 'Your company’s security settings forbid it',
      next: 'Ask your IT department. They decide whether there can be an exception.',
      who: 'Your IT department can fix this',
      told: /^535 5\.7\.139 .*security defaults policy/,
      logins: 1,
    },
    {
      when: 'Conditional Access forbids it',
      breaks: (switches) => switches.turn('tenant-sign-in', 'conditional-access'),
      title: 'A sign-in rule of your company said no',
      next: 'Ask your IT department to look at the sign-in log and allow sending for you.',
      who: 'Your IT department can fix this',
      told: /^535 5\.7\.139 .*did not meet the criteria/,
      logins: 1,
    },
  ],
};

describe.each(Object.entries(FAILURES))('a Microsoft 365 rep %s', (_group, failures) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.close());

  it('is told what to do, each time anew, and goes on from there with what was typed', async () => {
    const { pane } = await stage.open({ person: 'nora', mode: 'read' });
    await pane.getByRole('button', { name: 'Set up' }).click();
    await openDetails(pane);
    await pane.getByLabel('Sender name').fill('Nora of Fjordlight');
    let [connect, tried] = ['Connect', 0];
    for (const { breaks, password = nora.password, title, next, who, told, logins } of failures) {
      breaks(stage.sandbox.switches);
      await pane.getByLabel('Password', { exact: true }).fill(password);
      await pane.getByRole('button', { name: connect, exact: true }).click();

      await pane.getByRole('heading', { level: 1, name: title }).waitFor();
      await pane.getByText(next, { exact: true }).waitFor();
      await pane.getByText(who, { exact: true }).waitFor();
      const wayToIt = pane.getByRole('button', { name: 'Ask your IT department' });
      expect(await wayToIt.count()).toBe(1);
      await pane.getByRole('button', { name: told.source.startsWith('^smtp') ? forSupport : serverWords }).click();
      expect(await pane.locator('pre').textContent()).toMatch(told);
      tried += logins;
      expect(stage.sandbox.logins()).toHaveLength(tried);
      await openDetails(pane);
      expect(await typed(pane)).toEqual({
        password,
        host: 'smtp.office365.com',
        port: '587',
        security: 'starttls',
        username: nora.address,
        senderAddress: nora.address,
        senderName: 'Nora of Fjordlight',
      });
      stage.sandbox.switches.reset();
      connect = 'Try again';
    }

    await pane.getByLabel('Password', { exact: true }).fill(nora.password);
    await pane.getByRole('button', { name: connect, exact: true }).click();
    await pane.getByRole('heading', { name: 'Your channel is ready' }).waitFor();
    expect(stage.sandbox.logins()).toHaveLength(tried + 1);
  });
});

/** Troubles that are mended in the details open them by themselves. */
async function openDetails(pane: FrameLocator): Promise<void> {
  const details = pane.getByRole('button', { name: 'Details', exact: true });
  if ((await details.getAttribute('aria-expanded')) === 'false') await details.click();
}

const typed = async (pane: FrameLocator) => ({
  password: await pane.getByLabel('Password', { exact: true }).inputValue(),
  host: await pane.getByLabel('Server', { exact: true }).inputValue(),
  port: await pane.getByLabel('Port').inputValue(),
  security: await pane.getByLabel('Security').inputValue(),
  username: await pane.getByLabel('User name').inputValue(),
  senderAddress: await pane.getByLabel('Sender address').inputValue(),
  senderName: await pane.getByLabel('Sender name').inputValue(),
});
