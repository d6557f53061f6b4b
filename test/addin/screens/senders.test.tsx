import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Channel } from '../../../src/contract/shapes.ts';
import { channelFor, channelsFor } from '../../../src/addin/screens/send/check.ts';
import { CODE, fakeBackend } from '../fakes/backend.ts';
import { aDraft, fakeHost, NORA } from '../fakes/host.ts';
import { aChannel } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';

const INFO = 'info@fjordlight.example';
const OWN = aChannel();
const SECOND = aChannel({
  id: '0b54d7fc-6b0f-4d5b-9a53-0f3f5f6a0002',
  providerId: 'sendgrid',
  server: { host: 'smtp.sendgrid.net', port: 587, security: 'starttls' },
  createdAt: OWN.createdAt + 1,
});
const ALIAS = aChannel({
  id: '0b54d7fc-6b0f-4d5b-9a53-0f3f5f6a0003',
  sender: { name: 'Fjordlight', address: INFO },
  createdAt: OWN.createdAt + 2,
});
const SHARED = aChannel({
  id: '0b54d7fc-6b0f-4d5b-9a53-0f3f5f6a0004',
  providerId: 'default-channel',
  credential: 'operator',
  createdAt: OWN.createdAt - 1,
});

describe('the channel of a draft', () => {
  it.each<[string, Channel[], string, string | null, Channel]>([
    ['is the one of its From', [OWN, ALIAS], INFO, null, ALIAS],
    ['is the first of several', [SECOND, OWN], NORA.emailAddress, null, OWN],
    ['is the rep’s default of several', [OWN, { ...SECOND, isDefault: true }], NORA.emailAddress, null, SECOND],
    ['is an own one before the operator’s', [SHARED, OWN], NORA.emailAddress, null, OWN],
    [
      'is the operator’s where the rep chose it',
      [{ ...SHARED, isDefault: true }, OWN],
      NORA.emailAddress,
      null,
      SHARED,
    ],
    [
      'is one that IT allows rather than the default that it forbids',
      [{ ...OWN, isDefault: true, forbiddenBy: 'hosts' as const }, SECOND],
      NORA.emailAddress,
      null,
      SECOND,
    ],
    ['is what the rep chose for it', [OWN, SECOND], NORA.emailAddress, SECOND.id, SECOND],
    ['is no chosen one of another address', [OWN, ALIAS], INFO, OWN.id, ALIAS],
    ['is the default where none has its From, which then says why it cannot go', [OWN, SECOND], INFO, null, OWN],
  ])('%s', (_name, channels, from, chosen, channel) => {
    expect(channelFor(channels, from, chosen)?.id).toBe(channel.id);
  });

  it('is to be chosen among those of its From alone', () => {
    expect(channelsFor([OWN, ALIAS, SECOND], NORA.emailAddress).map(({ id }) => id)).toEqual([OWN.id, SECOND.id]);
  });
});

describe('sending', () => {
  it('lets the rep choose among the channels of the draft’s From, and goes through the chosen one', async () => {
    const stage = open({
      host: fakeHost({ item: 'message-compose', draft: aDraft() }),
      backend: fakeBackend({ channels: [OWN, SECOND, ALIAS] }),
    });
    const choice = await screen.findByLabelText('Send through');
    expect([...choice.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual([
      'Microsoft 365',
      'SendGrid',
    ]);
    await stage.user.selectOptions(choice, 'SendGrid');
    await expectAccessible();
    await stage.click('Send');
    expect(stage.backend.queued[0]?.request.channelId).toBe(SECOND.id);
  });

  it('says that another channel’s turn has come where the From changed without a word, and sends when asked again', async () => {
    const host = fakeHost({ item: 'message-compose', draft: aDraft() });
    const stage = open({ host, backend: fakeBackend({ channels: [OWN, ALIAS, SHARED] }) });
    await screen.findByRole('button', { name: 'Send' });
    host.draft = { ...host.draft, from: { name: 'Fjordlight', address: INFO } };
    await stage.click('Send');
    const note = `Nothing has gone yet: the From or the channel has changed, and this goes from ${INFO} through ${ALIAS.server.host} now. Look once more, and send again.`;
    expect((await screen.findByText(note)).closest('[role=status]')).not.toBeNull();
    expect(stage.backend.queued).toEqual([]);
    await expectAccessible();
    // What is shown is what it is about.
    await stage.meanwhile(() => {
      host.changeDraft({ from: { name: 'Nora', address: NORA.emailAddress } });
    });
    expect(screen.queryByText(note)).toBeNull();
    await stage.meanwhile(() => {
      host.changeDraft({ from: { name: 'Fjordlight', address: INFO } });
    });
    await stage.click('Send');
    expect(stage.backend.queued.map(({ request }) => request.channelId)).toEqual([ALIAS.id]);
  });

  it('offers no choice where there is none', async () => {
    open({
      host: fakeHost({ item: 'message-compose', draft: aDraft() }),
      backend: fakeBackend({ channels: [OWN, ALIAS] }),
    });
    await heading('Send through your channel');
    await screen.findByRole('button', { name: 'Send' });
    expect(screen.queryByLabelText('Send through')).toBeNull();
  });

  it('says of a From that no channel has what there is to do, and leads there', async () => {
    const from = { name: 'Fjordlight', address: INFO };
    const stage = open({
      host: fakeHost({ item: 'message-compose', draft: aDraft({ from }) }),
      backend: fakeBackend({ channels: [OWN] }),
    });
    await screen.findByText(
      `The draft is from ${INFO}, but your channel sends as ${NORA.emailAddress}. Choose ${NORA.emailAddress} under From.`,
    );
    await stage.click(`Set up ${INFO} too`);
    await heading('Send as another address');
    expect(screen.getByLabelText('Address')).toHaveValue(INFO);
    await expectAccessible();
  });

  it('keeps a draft back whose sender nobody vouches for, and leads to the code', async () => {
    const unproven = { ...OWN, isSenderProven: false };
    const stage = open({
      host: fakeHost({ item: 'message-compose', draft: aDraft() }),
      backend: fakeBackend({ channels: [unproven] }),
    });
    await screen.findByText(/It is not shown yet that .* is yours/);
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
    await stage.click('Show that it is mine');
    await heading(`Is ${NORA.emailAddress} yours?`);
    await stage.click(`Send a code to ${NORA.emailAddress}`);
    await screen.findByText(/^We sent a code to .* It counts until/);
    await stage.user.type(screen.getByLabelText('Code'), '1234');
    await stage.click('Confirm');
    expect(await screen.findByText('Enter all eight digits.')).toBeVisible();
    await stage.user.clear(screen.getByLabelText('Code'));
    await stage.user.type(screen.getByLabelText('Code'), '1234 5678');
    await stage.click('Confirm');
    expect(await screen.findByText('That is not it. 4 tries are left.')).toBeVisible();
    await expectAccessible();
    await stage.user.clear(screen.getByLabelText('Code'));
    await stage.user.type(screen.getByLabelText('Code'), CODE);
    await stage.click('Confirm');
    await heading('Send through your channel');
    expect(await screen.findByRole('button', { name: 'Send' })).toBeEnabled();
  });
});

describe('an address in a domain that the company has proven', () => {
  const inDomain = { ...OWN, isSenderProven: false, mayBeNamed: true };

  it('is not shown to be the rep’s by that: the channel says so, and leads to the code', async () => {
    const stage = open({ host: fakeHost({ item: 'message-read' }), backend: fakeBackend({ channels: [inDomain] }) });
    await screen.findByText(
      `Nothing goes from ${NORA.emailAddress} for now. Its domain is your company’s, but that does not show that the address is yours.`,
    );
    await stage.click('Show that it is mine');
    await heading(`Is ${NORA.emailAddress} yours?`);
    expect(
      screen.getByText(/an administrator of yours can say so in Postlane, and no code is needed\.$/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: `Send a code to ${NORA.emailAddress}` })).toBeVisible();
    await expectAccessible();
  });
});

describe('another address', () => {
  it('is asked for at the server by the login there is; SendAs denied is said as such', async () => {
    const stage = open({ host: fakeHost({ item: 'message-read' }), backend: fakeBackend({ channels: [OWN] }) });
    await stage.click('Manage this channel');
    await stage.click('Send as another address');
    await heading('Send as another address');
    await stage.click('Ask the server');
    expect(await screen.findByText(/Enter/)).toBeVisible();
    await stage.user.type(screen.getByLabelText('Address'), INFO);
    await stage.click('Ask the server');
    await heading('Checking your channel');
    const [proof] = stage.backend.proofs;
    expect(proof?.request).toMatchObject({ channelId: OWN.id, sender: { address: INFO } });
    const reply = {
      code: 550,
      enhanced: '5.7.60',
      text: '5.7.60 Client does not have permissions to send as this sender',
    };
    await stage.meanwhile(() => {
      proof?.line({ failure: { kind: 'send-as-denied', stage: 'mail', reply } });
      proof?.end();
    });
    await heading(`${INFO} is not yours to send as`);
    expect(screen.getByText(/does not let .* send as this address \(SendAs denied\)/)).toBeVisible();
    await expectAccessible();
    await stage.click('Try again');
    await heading('Checking your channel');
    await stage.meanwhile(() => {
      stage.backend.proofs[1]?.line({ channel: { ...ALIAS, isSenderProven: false } });
      stage.backend.proofs[1]?.end();
    });
    await heading('One more step');
    await expectAccessible();
  });

  it('becomes the one to send through by default, in place of the one that was', async () => {
    const first = { ...OWN, isDefault: true };
    const stage = open({
      host: fakeHost({ item: 'message-read' }),
      backend: fakeBackend({ channels: [first, ALIAS] }),
    });
    await stage.user.selectOptions(await screen.findByLabelText('Channel'), INFO);
    await stage.click('Manage this channel');
    await stage.click('Send through this one by default');
    expect(await screen.findByText('You send through this one by default.')).toBeVisible();
    await stage.user.selectOptions(screen.getByLabelText('Channel'), NORA.emailAddress);
    await stage.click('Manage this channel');
    expect(screen.getByRole('button', { name: 'Send through this one by default' })).toBeVisible();
  });

  it('is not offered by the operator’s channel, nor where the account is the sender', async () => {
    const stage = open({ host: fakeHost({ item: 'message-read' }), backend: fakeBackend({ channels: [SHARED] }) });
    await stage.click('Manage this channel');
    expect(screen.queryByRole('button', { name: 'Send as another address' })).toBeNull();
    stage.unmount();
    const graph = aChannel({ credential: 'sign-in', transport: 'graph' });
    const other = open({ host: fakeHost({ item: 'message-read' }), backend: fakeBackend({ channels: [graph] }) });
    await other.click('Manage this channel');
    expect(screen.queryByRole('button', { name: 'Send as another address' })).toBeNull();
  });
});
