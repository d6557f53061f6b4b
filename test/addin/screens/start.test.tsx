import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { recommend } from '../../../src/domain/recommendation.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { fakeHost } from '../fakes/host.ts';
import { aChannel } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';

const otto = {
  emailAddress: 'otto.brinkmann@hanse-kontor.example',
  displayName: 'Otto Brinkmann',
  accountType: 'enterprise',
} as const;
const nobody = () => new Promise<never>(() => {});

describe('the first screen', () => {
  it('shows whose mailbox it is and recommends Microsoft 365 with reason, pros, cons and the dated notice', async () => {
    open();
    await heading('Send through Microsoft 365');
    expect(screen.getByRole('group', { name: 'Your mailbox' })).toHaveTextContent(
      'Nora Lindqvistnora.lindqvist@fjordlight.example',
    );
    expect(screen.getByText(/your mailbox lives in Microsoft 365/)).toBeVisible();
    expect(screen.getByRole('list', { name: 'What speaks for it' })).toHaveTextContent('Easy: one password');
    expect(screen.getByRole('list', { name: 'What to know' })).toHaveTextContent('A changed password breaks it');
    expect(screen.getByText(/31 December 2026/)).toBeVisible();
    await expectAccessible();
  });

  it('is usable while the search still runs', async () => {
    const backend = fakeBackend();
    backend.answers.recommend = nobody;
    const stage = open({ host: fakeHost({ profile: otto }), backend });
    await heading('Send through a channel of your own');
    await stage.click('Send through another service');
    await stage.click('Enter a mail server by hand');
    await heading('Connect a mail server');
    const server = screen.getByRole('textbox', { name: 'Server' });
    expect(server).toHaveValue('');
    expect(server).toHaveAttribute('placeholder', 'smtp.hanse-kontor.example');
  });

  it('gives the server six seconds, says that nobody could be asked, and asks again', async () => {
    const backend = fakeBackend();
    let patience: number | undefined;
    backend.answers.recommend = async (asked) => {
      ({ patience } = asked);
      return failed({ kind: 'backend-away' });
    };
    const stage = open({ host: fakeHost({ profile: otto }), backend });
    await heading('Postlane cannot be reached');
    expect(patience).toBe(6_000);
    expect(screen.queryByText(/found no mail server/)).toBeNull();
    await expectAccessible();
    delete backend.answers.recommend;
    await stage.click('Try again');
    await heading('We found no mail server for your address');
  });

  it('recommends what the search finds, the others one click away', async () => {
    const backend = fakeBackend({
      evidence: [
        {
          source: 'srv',
          server: serverAt('mail.hanse-kontor.example', 587),
          name: '_submission._tcp.hanse-kontor.example',
        },
        { source: 'mx', exchange: 'smtp.google.com' },
      ],
    });
    const stage = open({ host: fakeHost({ profile: otto }), backend });
    await heading('Send through mail.hanse-kontor.example');
    expect(screen.getByText('Recommended: your company’s DNS names this server.')).toBeVisible();
    expect(screen.getByText('Found at _submission._tcp.hanse-kontor.example')).toBeVisible();
    expect(screen.getByText('Because your company’s mail arrives at Google Workspace.')).toBeVisible();
    await expectAccessible();
    await stage.click('Send through smtp.gmail.com');
    await heading('Connect Google Workspace');
  });

  it('names the national cloud in which mail arrives, and its neighbour behind it, in Microsoft 365’s place', async () => {
    const backend = fakeBackend({
      evidence: [{ source: 'mx', exchange: 'fjordlight.mail.protection.office365.us' }],
    });
    const stage = open({ backend });
    await heading('Send through Microsoft 365 (US Government, GCC High)');
    expect(screen.getByText('Recommended: your company’s mail arrives at Microsoft 365.')).toBeVisible();
    expect(screen.queryByText(/31 December 2026/)).toBeNull();
    await expectAccessible();
    await stage.click('Send through Microsoft 365 (US Government, DoD)');
    await heading('Connect Microsoft 365 (US Government, DoD)');
    await stage.user.type(screen.getByLabelText('Password'), 'a password');
    await stage.click('Connect');
    expect(backend.proofs[0]?.request).toMatchObject({ server: { host: 'outlook-dod.office365.us' } });
  });

  it('asks whether a server is the company’s that was only guessed, before there is a field for a password', async () => {
    const backend = fakeBackend({
      evidence: [{ source: 'guess', server: serverAt('mail.hanse-kontor.example', 465) }],
    });
    const stage = open({ host: fakeHost({ profile: otto }), backend });
    await heading('Is mail.hanse-kontor.example your mail server?');
    expect(screen.getByText(/^Nobody names your company’s mail server/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Set up' })).toBeNull();
    expect(screen.queryByLabelText('Password')).toBeNull();
    await expectAccessible();
    await stage.click('Yes, this is my company’s server');
    await heading('Connect mail.hanse-kontor.example');
  });

  it('asks in front for the user name of a mailbox at iCloud, which takes no address of the company’s', async () => {
    const backend = fakeBackend({ evidence: [{ source: 'mx', exchange: 'mx01.mail.icloud.com' }] });
    const stage = open({ host: fakeHost({ profile: otto }), backend });
    await heading('Send through iCloud Mail');
    await stage.click('Set up');
    const name = await screen.findByLabelText('Email address you sign in with');
    expect(name).toHaveValue('');
    expect(screen.getByText(/one at a domain of your own is not taken/)).toBeVisible();
    await stage.user.type(screen.getByLabelText('App password'), 'abcd-efgh');
    await stage.click('Connect');
    expect(await screen.findByText('Enter the address you sign in with.')).toBeVisible();
    await stage.user.type(name, 'otto@icloud.com');
    await stage.click('Connect');
    expect(backend.proofs[0]?.request).toMatchObject({
      username: 'otto@icloud.com',
      sender: { address: otto.emailAddress },
    });
  });

  it('does not say of a guess that nobody names another while a source has not answered, and looks again', async () => {
    const server = serverAt('mail.hanse-kontor.example', 465);
    const backend = fakeBackend();
    const asked: (boolean | undefined)[] = [];
    const found = recommend(otto.emailAddress, [{ source: 'guess', server }], []);
    backend.answers.recommend = async ({ body }) => {
      asked.push(body?.again);
      const complete = body?.again === true;
      const nothing = { withheld: null, refusedBy: null, defaultChannel: null, defaultChannelOnlyFor: null };
      return success({ recommendations: found, ...nothing, guess: server, complete });
    };
    const stage = open({ host: fakeHost({ profile: otto }), backend });
    await heading('Is mail.hanse-kontor.example your mail server?');
    expect(screen.getByText(/^Nobody has named your company’s mail server so far/)).toBeVisible();
    expect(screen.getByText('Not every source answered in time. You can look again.')).toBeVisible();
    await expectAccessible();
    await stage.click('Look again');
    expect(await screen.findByText(/^Nobody names your company’s mail server/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Look again' })).toBeNull();
    expect(asked).toEqual([undefined, true]);
  });

  it('says why there is nothing to recommend for an Outlook.com mailbox', async () => {
    const profile = { emailAddress: 'lea@outlook.com', displayName: 'Léa Martin', accountType: 'outlookCom' } as const;
    open({ host: fakeHost({ profile }) });
    await heading('Outlook.com takes no passwords from other programs');
    expect(screen.queryByRole('button', { name: 'Set up' })).toBeNull();
    await expectAccessible();
  });

  it('asks once for the recommendation', async () => {
    const { backend } = open();
    await heading('Send through Microsoft 365');
    expect(backend.asked.filter((name) => name === 'recommend')).toHaveLength(1);
  });

  it('asks a rep who is not signed in to sign in, and goes on from there', async () => {
    const backend = fakeBackend();
    backend.failing = { kind: 'not-signed-in', reason: 'needed' };
    const stage = open({ backend });
    await screen.findByRole('heading', { name: 'Sign in to go on' });
    await expectAccessible();
    backend.failing = null;
    await stage.click('Sign in');
    expect(backend.signIns).toBe(1);
    await screen.findByRole('button', { name: 'Set up' });
  });

  it.each([
    ['closed', 'The sign-in was not finished', /finish it in the window/],
    ['blocked', 'The sign-in window was blocked', /Allow pop-ups for this page/],
    ['unavailable', 'The sign-in service is not available', /Check your connection/],
  ] as const)('says how a sign-in ended: %s', async (reason, title, next) => {
    const backend = fakeBackend();
    backend.failing = { kind: 'not-signed-in', reason };
    open({ backend });
    await screen.findByRole('heading', { name: title });
    expect(screen.getByText(next)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  });

  it('looks the server up once the rep is signed in', async () => {
    const evidence = [
      {
        source: 'srv' as const,
        server: serverAt('mail.hanse-kontor.example', 587),
        name: '_submission._tcp.hanse-kontor.example',
      },
    ];
    const backend = fakeBackend({ evidence });
    backend.failing = { kind: 'not-signed-in', reason: 'needed' };
    const stage = open({ host: fakeHost({ profile: otto }), backend });
    await screen.findByRole('heading', { name: 'Sign in to go on' });
    backend.failing = null;
    await stage.click('Sign in');
    await heading('Send through mail.hanse-kontor.example');
  });

  it('asks again by itself as soon as the server is heard', async () => {
    const backend = fakeBackend();
    backend.failing = { kind: 'backend-away' };
    const stage = open({ host: fakeHost({ profile: otto }), backend });
    await heading('Postlane cannot be reached');
    backend.failing = null;
    await stage.pass(15_000);
    await heading('We found no mail server for your address');
  });

  it('is not asked for ever who the rep is', async () => {
    const backend = fakeBackend();
    backend.answers.recommend = async () => failed({ kind: 'not-signed-in', reason: 'needed' });
    open({ host: fakeHost({ profile: otto }), backend });
    await screen.findByRole('heading', { name: 'Sign in to go on' });
    expect(backend.asked.filter((name) => name === 'recommend').length).toBeLessThanOrEqual(2);
  });

  it('recommends what is connected already no more, and says so', async () => {
    const evidence = [
      { source: 'srv', server: serverAt('smtp.hanse.example', 587), name: '_submission._tcp.hanse.example' },
    ] as const;
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], evidence: [...evidence] }) });
    await stage.click('Manage this channel');
    await stage.click('Add another channel');
    await heading('Send through smtp.hanse.example');
    expect(screen.getByText(/^Microsoft 365 is connected already, as nora.lindqvist@/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send through Microsoft 365' })).toBeNull();
    await expectAccessible();
  });

  it('goes home when the rep turns out to have a channel', async () => {
    open({ backend: fakeBackend({ channels: [aChannel()] }) });
    await heading('Your channel');
  });

  it('says that the service cannot be reached, and stays usable', async () => {
    const backend = fakeBackend();
    backend.failing = { kind: 'backend-away' };
    open({ backend });
    await screen.findByText('Postlane cannot be reached');
    expect(screen.getByRole('button', { name: 'Set up' })).toBeEnabled();
  });
});
