import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { MINUTE } from '../../../src/domain/instant.ts';
import type { Channel } from '../../../src/contract/shapes.ts';
import { STEPS } from '../../../src/domain/verification.ts';
import { fakeBackend, type FakeBackend } from '../fakes/backend.ts';
import { aDraft, fakeHost, NORA } from '../fakes/host.ts';
import { aChannel, aUsage, NOW } from '../fakes/mail.ts';
import { success } from '../../../src/domain/result.ts';
import { expectAccessible, heading, open } from '../stage.tsx';

const PART = { recipientsPerDay: 50, recipientsPerMessage: 20 };
const LIMITS = {
  messagesPerMinute: 10,
  recipientsPerDay: 50,
  recipientsPerMessage: 20,
  connections: null,
  messageBytes: null,
};
const SHARED: Channel = aChannel({
  providerId: 'default-channel',
  server: { host: 'relay.operator.example', port: 465, security: 'tls' },
  username: 'default-channel',
  credential: 'operator',
  passwordEndsOn: null,
  limits: LIMITS,
});

const WITHDRAWN = { kind: 'default-channel-withdrawn', stage: 'connect', host: '', port: 0, detail: null } as const;

const nothing = (): FakeBackend => fakeBackend({ defaultChannel: PART });
const stranger = () => fakeHost({ profile: { ...NORA, accountType: 'enterprise' } });

describe('the default channel', () => {
  it('is offered last, says what it costs, and takes one click', async () => {
    const stage = open({ host: stranger(), backend: nothing() });
    await heading('We found no mail server for your address');
    const offer = (await screen.findByRole('heading', { level: 2, name: 'If you have nothing else' })).closest(
      'section',
    );
    if (!offer) throw new Error('It has no place.');
    const own = screen.getByRole('button', { name: 'Choose a service' });
    expect(own.compareDocumentPosition(offer) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(within(offer).getByText('Shared reputation: your mail goes out with other people’s')).toBeVisible();
    expect(within(offer).getByText('To 50 people a day at most')).toBeVisible();
    await expectAccessible();
    await stage.click('Use the default channel');
    await heading('Checking your channel');
    const [proof] = stage.backend.proofs;
    expect(proof?.request).toMatchObject({ sender: { address: NORA.emailAddress, name: NORA.displayName } });
    await stage.meanwhile(() => {
      for (const step of STEPS) proof?.line({ step, outcome: 'passed', milliseconds: 1, detail: '' });
      proof?.line({ channel: SHARED });
      proof?.end();
    });
    await heading('Your channel is ready');
  });

  it.each([
    ['nora.berg@fjordlight.example', /only the address you sign in with, nora.berg@fjordlight.example: no code/],
    [null, /your sign-in names none: no code and no proven domain stands in for it/],
  ])('says whose it is where the choice would stand, to who signs in as %s', async (address, sentence) => {
    open({ host: stranger(), backend: fakeBackend({ defaultChannelOnlyFor: { address } }) });
    await heading('We found no mail server for your address');
    expect(await screen.findByText(sentence)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Use the default channel' })).toBeNull();
    await expectAccessible();
  });

  it('of who signs in as somebody else by now says so, and asks for no code', async () => {
    const backend = fakeBackend({ channels: [{ ...SHARED, isSenderProven: false }] });
    const home = open({ host: fakeHost({ item: 'message-read' }), backend });
    await screen.findByText(/carries only the address you sign in with, and that is not/);
    expect(screen.queryByRole('button', { name: 'Show that it is mine' })).toBeNull();
    home.unmount();
    open({ host: fakeHost({ item: 'message-compose', draft: aDraft() }), backend });
    await screen.findByText(/carries only the address you sign in with, and that is not/);
    expect(screen.queryByRole('button', { name: 'Show that it is mine' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
  });

  it('is not offered where there is none', async () => {
    open({ host: stranger(), backend: fakeBackend() });
    await heading('We found no mail server for your address');
    expect(screen.queryByText('If you have nothing else')).toBeNull();
  });

  it.each([
    [aChannel(), 0],
    [aChannel({ health: { state: 'broken', since: NOW, because: WITHDRAWN } }), 1],
  ])('is offered to nobody whose channel works, and to who has none that does', async (own, offers) => {
    const backend = fakeBackend({ channels: [own], defaultChannel: PART });
    const stage = open({ host: fakeHost({ item: 'message-read' }), backend });
    await stage.click('Manage this channel');
    await stage.click('Add another channel');
    await screen.findByText(/^Microsoft 365 is connected already/);
    await stage.meanwhile(() => undefined);
    expect(backend.asked).toContain('recommend');
    expect(screen.queryAllByText('If you have nothing else')).toHaveLength(offers);
  });

  it('says what stopped it, and tries again by a click', async () => {
    const stage = open({ host: stranger(), backend: nothing() });
    await stage.click('Use the default channel');
    await heading('Checking your channel');
    const failure = {
      kind: 'default-channel-refused',
      stage: 'auth',
      reply: { code: 535, enhanced: '5.7.8', text: '' },
    } as const;
    await stage.meanwhile(() => {
      stage.backend.proofs[0]?.line({ failure });
      stage.backend.proofs[0]?.end();
    });
    await heading('The default channel could not be set up');
    expect(screen.getByText(/It is none of your passwords/)).toBeVisible();
    await expectAccessible();
    await stage.click('Try again');
    expect(stage.backend.proofs).toHaveLength(2);
  });

  it('says on its page that it is shared and how much of it is one’s own, and leads to an own channel', async () => {
    const backend = fakeBackend({ channels: [SHARED] });
    backend.answers.showUsage = async () =>
      success(
        aUsage({
          limits: { ...LIMITS, messagesPerMinute: null },
          usage: { messagesInMinute: 0, recipientsInDay: 12, reportedInDay: 0 },
        }),
      );
    const stage = open({ host: fakeHost({ item: 'message-read' }), backend });
    await heading('Your channel');
    expect(
      screen.getByText(/your mail goes out with other people’s, and what one of them does harms the others/),
    ).toBeVisible();
    expect(await screen.findByText('12 of 50')).toBeVisible();
    expect(screen.queryByText(/no limit known/)).toBeNull();
    await expectAccessible();
    await stage.click('Set up a channel of your own');
    await screen.findByRole('button', { name: 'Set up' });
  });

  it('that is broken asks for no password: it is looked at again, and an own one is the way on', async () => {
    const broken = { ...SHARED, health: { state: 'broken', since: NOW - MINUTE, because: WITHDRAWN } as const };
    const stage = open({ host: fakeHost({ item: 'message-read' }), backend: fakeBackend({ channels: [broken] }) });
    await screen.findByText('The default channel is closed');
    // There is nothing to say of a server that is not told.
    expect(screen.queryByText('For support')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Enter another password' })).toBeNull();
    await stage.click('Check again');
    await heading('Checking your channel');
    expect(stage.backend.proofs[0]?.request).toEqual({ channelId: SHARED.id, credential: null });
    await stage.meanwhile(() => {
      stage.backend.proofs[0]?.line({ failure: WITHDRAWN });
      stage.backend.proofs[0]?.end();
    });
    await heading('The default channel is closed');
    expect(document.querySelector('input[type=password]')).toBeNull();
  });
});
