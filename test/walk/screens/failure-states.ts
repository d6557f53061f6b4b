import type { Switchboard } from '../../../src/sandbox/switches.ts';
import { person } from '../stage.ts';
import { heading, press, type, type Chapter, type ScreenState } from './state.ts';

const nora = person('nora');

/** Nora connects while something stands in the way; its name ends the picture's. */
const refused = (
  name: string,
  shows: string,
  title: string,
  breaks: (switches: Switchboard) => void,
  password = nora.password,
): ScreenState => ({
  name: `failed-${name}`,
  shows,
  person: 'nora',
  setting: { mode: 'read' },
  before: ({ sandbox }) => breaks(sandbox.switches),
  reach: async (scene) => {
    await press(scene, 'Set up');
    await type(scene, 'Password', password);
    await press(scene, 'Connect');
    await heading(scene, title);
  },
});

export const accountFailures: Chapter = {
  title: 'What can stand in the way: the account',
  states: [
    refused('password', 'A wrong password', 'The password was not accepted', () => undefined, 'Lighthouse-24'),
    refused('mailbox', 'SMTP AUTH is off for the mailbox', 'Sending is switched off for your mailbox', (switches) =>
      switches.turn('smtp-auth-off-for-mailbox', true),
    ),
    refused('tenant', 'SMTP AUTH is off for the company', 'Sending is switched off for your company', (switches) =>
      switches.turn('tenant-sign-in', 'smtp-auth-off'),
    ),
    refused('passwords-off', 'The company takes no passwords', 'Passwords are no longer accepted here', (switches) =>
      switches.turn('tenant-sign-in', 'passwords-off'),
    ),
    refused('locked', 'The account is locked', 'Your account is locked', (switches) =>
      switches.turn('account-locked', true),
    ),
    refused('sender', 'The server refuses the sender', 'Your account may not send from this address', (switches) =>
      switches.turn('sender', 'refused-at-mail-from'),
    ),
    {
      name: 'failed-words',
      shows: 'The server’s own words, opened',
      person: 'nora',
      setting: { mode: 'read' },
      before: ({ sandbox }) => sandbox.switches.turn('smtp-auth-off-for-mailbox', true),
      reach: async (scene) => {
        await press(scene, 'Set up');
        await type(scene, 'Password', nora.password);
        await press(scene, 'Connect');
        await press(scene, 'The server’s own words');
      },
    },
    {
      name: 'failed-app-password',
      shows: 'Gmail: the account’s own password was typed',
      person: 'grace',
      setting: { mode: 'read' },
      reach: async (scene) => {
        await press(scene, 'Set up');
        await type(scene, 'App password', person('grace').accountPassword ?? '');
        await press(scene, 'Connect');
        await heading(scene, 'An app password is needed');
      },
    },
  ],
};

export const serverFailures: Chapter = {
  title: 'What can stand in the way: the server',
  states: [
    refused('certificate', 'A certificate from an unknown authority', 'The server cannot prove who it is', (switches) =>
      switches.turn('certificate', 'untrusted'),
    ),
    refused('no-tls', 'The server offers no TLS', 'The server offers no protected connection', (switches) =>
      switches.turn('no-tls', true),
    ),
    refused('time-out', 'A firewall swallows the call', 'No answer from the server', (switches) =>
      switches.turn('reach', 'firewalled'),
    ),
    refused('name', 'Nobody knows the server’s name', 'No mail server has this name', (switches) =>
      switches.turn('reach', 'unknown-name'),
    ),
    {
      ...refused('away', 'Postlane’s own server is away', 'Postlane cannot be reached', (switches) =>
        switches.turn('backend', 'away'),
      ),
    },
  ],
};
