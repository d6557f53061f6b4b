import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Prepared } from '../../../src/contract/shapes.ts';
import { success } from '../../../src/domain/result.ts';
import type { Reputation } from '../../../src/domain/reputation.ts';
import { STEPS } from '../../../src/domain/verification.ts';
import { fakeBackend, type FakeBackend } from '../fakes/backend.ts';
import { aDraft, fakeHost, NORA } from '../fakes/host.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { expectAccessible, heading, open } from '../stage.tsx';

const IDA = { name: 'Ida Chef', address: 'ida@fjordlight.example' };
const TEAM: Prepared['teams'][number] = {
  id: '0b54d7fc-6b0f-4d5b-9a53-0f3f5f6a0009',
  providerId: 'sendgrid',
  host: 'smtp.sendgrid.net',
  domain: 'fjordlight.example',
  by: IDA,
};
const INVITATION: NonNullable<Prepared['invitation']> = {
  ...{ providerId: 'microsoft365', server: { host: 'smtp.office365.com', port: 587, security: 'starttls' } },
  ...{ username: NORA.emailAddress, by: IDA },
};
const DOUBTFUL: Reputation = {
  ...{ domain: 'fjordlight.example', providerId: 'sendgrid', spf: 'of-provider', dkim: 'unclear', dmarc: 'reject' },
  ...{ standing: 'doubtful', missing: [] },
};
const ofTeam = aChannel({ team: { by: IDA, named: [] }, providerId: 'sendgrid', username: '', passwordEndsOn: null });
const withPrepared = (changes: Partial<Prepared> = {}): FakeBackend =>
  fakeBackend({ prepared: { teams: [TEAM], invitation: null, address: NORA.emailAddress, ...changes } });

describe('what an administrator has prepared', () => {
  it('comes before anything that is found out: the team’s channel, joined by one click', async () => {
    const stage = open({ backend: withPrepared() });
    await heading('Your team’s channel');
    expect(
      await screen.findByText('Recommended: Ida Chef shares it with everybody at fjordlight.example.'),
    ).toBeVisible();
    await expectAccessible();
    await stage.click('Send through it');
    await heading('Checking your channel');
    const [proof] = stage.backend.proofs;
    expect(proof?.request).toMatchObject({ teamId: TEAM.id, name: NORA.displayName });
    await stage.meanwhile(() => {
      for (const step of STEPS) proof?.line({ step, outcome: 'passed', milliseconds: 2, detail: '' });
      proof?.line({ channel: ofTeam });
      proof?.end();
    });
    await heading('You send with your team');
    await expectAccessible();
    await stage.click('Done');
    await heading('Your channel');
  });

  it('says why it cannot be joined, and tries again', async () => {
    const stage = open({ backend: withPrepared() });
    await stage.click('Send through it');
    await stage.meanwhile(() =>
      stage.backend.proofs[0]?.end({ kind: 'domain-unproven', domain: 'fjordlight.example' }),
    );
    await heading('Your company’s domain has to be proven again');
    await expectAccessible();
    await stage.click('Try again');
    expect(stage.backend.proofs).toHaveLength(2);
  });

  it('says before it is joined that recipients may refuse its mail, and recommends it no more where the rep has another way', async () => {
    const backend = withPrepared();
    backend.answers.judgeReputation = async ({ body }) =>
      success({ reputation: body?.host === TEAM.host ? DOUBTFUL : null });
    open({ backend });
    expect(await screen.findByText(/Whether SendGrid signs for it does not show/)).toBeVisible();
    expect(screen.getByText('Ida Chef shares it with everybody at fjordlight.example.')).toBeVisible();
    expect(screen.queryByText(/^Recommended/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Send through it' })).toBeEnabled();
    await expectAccessible();
  });

  it('is recommended all the same where there is no other way', async () => {
    const backend = withPrepared();
    backend.answers.judgeReputation = async () => success({ reputation: DOUBTFUL });
    open({ backend, host: fakeHost({ profile: { ...NORA, accountType: 'unknown' } }) });
    expect(await screen.findByText(/Whether SendGrid signs for it does not show/)).toBeVisible();
    expect(screen.getByText(/^Recommended: Ida Chef/)).toBeVisible();
  });

  it('says what any channel of that service has against it', async () => {
    open({ backend: withPrepared() });
    await heading('Your team’s channel');
    expect(screen.getByText('No copy in Sent Items')).toBeVisible();
    expect(screen.queryByText('Each person sets it up')).toBeNull();
  });

  it('may be left for a channel of one’s own, and come back to', async () => {
    const stage = open({ backend: withPrepared() });
    await stage.click('Set up a channel of my own instead');
    await heading('Send through Microsoft 365');
    await stage.click('Back');
    await heading('Your team’s channel');
  });

  it('shows the invitation to whoever wants a channel of the own instead of the team’s', async () => {
    const stage = open({ backend: withPrepared({ invitation: INVITATION }) });
    await stage.click('Set up a channel of my own instead');
    await heading('This is prepared for you');
    await stage.click('Back');
    await heading('Your team’s channel');
    await stage.click('Set up a channel of my own instead');
    await stage.click('Set up a channel of my own instead');
    await heading('Send through Microsoft 365');
    await stage.click('Back');
    await heading('Your team’s channel');
  });

  it('is told where the rep is in the middle of setting up a channel', async () => {
    const session = fakeKeep();
    const origin = { ...{ providerId: 'microsoft365', server: INVITATION.server }, username: NORA.emailAddress };
    const typed = { ...{ providerId: 'microsoft365', part: '', host: '', port: '587', security: 'starttls' } };
    session.write(`postlane.connect.${NORA.emailAddress}`, {
      ...{ origin: { ...origin, by: 'recommendation' }, way: 'password', proving: false },
      typed: { ...typed, username: NORA.emailAddress, senderAddress: NORA.emailAddress, senderName: '' },
    });
    const stage = open({ backend: withPrepared(), session });
    await heading('Connect Microsoft 365');
    expect(await screen.findByText('Ida Chef has prepared a channel for you meanwhile.')).toBeVisible();
    await stage.click('See what is prepared');
    await heading('Your team’s channel');
  });

  it('is nothing where the rep signs in by another address than the mailbox’s', async () => {
    open({ backend: withPrepared({ address: 'nora@fjordlight.onmicrosoft.example' }) });
    await heading('Send through Microsoft 365');
  });

  it('is all but the password, where a team may not share it', async () => {
    const stage = open({
      backend: withPrepared({
        teams: [],
        invitation: INVITATION,
      }),
    });
    await heading('This is prepared for you');
    expect(screen.getByText(/^Ida Chef has filled in everything for Microsoft 365\./)).toBeVisible();
    await expectAccessible();
    await stage.click('Connect Microsoft 365');
    await heading('Connect Microsoft 365');
    await stage.user.type(await screen.findByLabelText('Password'), 'Lighthouse-42');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toMatchObject({ username: NORA.emailAddress, providerId: 'microsoft365' });
  });
});

describe('an address that everybody may write as', () => {
  const SALES = 'sales@fjordlight.example';
  const named = { ...ofTeam, team: { by: IDA, named: [SALES] } };

  it('is set up by a team’s channel, chosen among those that are named', async () => {
    const stage = open({ backend: fakeBackend({ channels: [named] }) });
    await stage.click('Manage this channel');
    await stage.click('Send as another address');
    expect(await screen.findByLabelText('Address')).toHaveValue(SALES);
    expect(screen.getByText(/^Everybody in your team may write as this/)).toBeVisible();
    await expectAccessible();
    await stage.click('Set it up');
    expect(stage.backend.proofs[0]?.request).toMatchObject({ sender: { address: SALES } });
  });

  it('is offered to a draft that is from it, and no other address is', async () => {
    const host = fakeHost({ item: 'message-compose', draft: aDraft({ from: { name: '', address: SALES } }) });
    const stage = open({ host, backend: fakeBackend({ channels: [named] }) });
    expect(await screen.findByRole('button', { name: `Set up ${SALES} too` })).toBeVisible();
    await stage.meanwhile(() => {
      host.changeDraft({ from: { name: '', address: 'elin@fjordlight.example' } });
    });
    expect(screen.queryByRole('button', { name: /^Set up/ })).toBeNull();
  });

  it('is not offered again once it is there', async () => {
    const there = { ...named, id: TEAM.id, sender: { name: '', address: SALES }, createdAt: NOW };
    const stage = open({ backend: fakeBackend({ channels: [{ ...named, isDefault: true }, there] }) });
    await stage.click('Manage this channel');
    expect(screen.queryByRole('button', { name: 'Send as another address' })).toBeNull();
  });
});

describe('a team’s channel at home', () => {
  it('warns its administrator before it goes with all that colleagues have of it', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel({ colleagues: 3 })] }) });
    await stage.click('Manage this channel');
    await stage.click('Remove');
    expect(screen.getByText(/3 colleagues send through it too: their channels go with it\.$/)).toBeVisible();
  });

  it('says whose it is, and has nothing to mend or to change but the name', async () => {
    const stage = open({ backend: fakeBackend({ channels: [ofTeam] }) });
    await heading('Your channel');
    expect(screen.getByText('Your team’s channel')).toBeVisible();
    expect(screen.getByText(/shared by Ida Chef/)).toBeVisible();
    await stage.click('Manage this channel');
    expect(screen.getByLabelText('Sender name')).toBeVisible();
    for (const name of ['Enter a new password', 'I am changing my password'])
      expect(screen.queryByRole('button', { name })).toBeNull();
    await stage.click('Remove');
    expect(screen.getByText(/^You send through your team’s channel no more\./)).toBeVisible();
  });

  it.each([
    ['the team’s, of who has joined', ofTeam, 'The team’s use today'],
    ['the team’s, of who shares it', aChannel({ colleagues: 2 }), 'The team’s use today'],
    ['the rep’s own, of one that is nobody else’s', aChannel(), 'Today’s use'],
  ])('says whose use it is that counts: %s', async (_whose, channel, title) => {
    open({ backend: fakeBackend({ channels: [channel] }) });
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
  });

  it('says who sees to it when it is broken', async () => {
    const because = {
      ...({ kind: 'password-rejected', stage: 'auth' } as const),
      reply: { code: 535, enhanced: '5.7.8', text: 'no' },
    };
    const broken = { ...ofTeam, health: { state: 'broken' as const, since: NOW, because } };
    const stage = open({
      backend: fakeBackend({ channels: [broken] }),
      wish: Promise.resolve({ channelId: broken.id }),
    });
    expect(await screen.findByText(/^Ida Chef looks after this channel and sees that it stands still\./)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Repair' })).toBeNull();
    await expectAccessible();
    expect(stage.backend.asked).not.toContain('repairChannel');
  });

  it('lets its rep look again at what is wrong with the own sender alone, which whoever shares it never meets', async () => {
    const reply = { code: 553, enhanced: '5.7.1', text: 'Sender address rejected: not owned by user' };
    const because = { kind: 'send-as-denied', stage: 'rcpt', reply } as const;
    const broken = { ...ofTeam, health: { state: 'broken' as const, since: NOW, because }, nextCheckAt: null };
    const stage = open({ backend: fakeBackend({ channels: [broken] }) });
    await stage.click('Check again');
    await heading('Checking your channel');
    expect(stage.backend.proofs.map(({ request }) => request)).toEqual([{ channelId: broken.id, credential: null }]);
    expect(screen.queryByText(/^Ida Chef looks after this channel/)).toBeNull();
  });

  it('leads from a draft to where it says who sees to it, and to no repair', async () => {
    const stage = open({
      host: fakeHost({ item: 'message-compose', draft: aDraft() }),
      backend: fakeBackend({ channels: [{ ...ofTeam, heldSince: NOW, nextCheckAt: null }] }),
    });
    await stage.click('Your channel');
    expect(await screen.findByText('Ida Chef is changing its password')).toBeVisible();
  });

  it('says that it waits for the new password', async () => {
    open({ backend: fakeBackend({ channels: [{ ...ofTeam, heldSince: NOW, nextCheckAt: null }] }) });
    expect(await screen.findByText('Ida Chef is changing its password')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Enter the new password' })).toBeNull();
  });

  it('says that IT paused it, and of no new password', async () => {
    open({ backend: fakeBackend({ channels: [{ ...ofTeam, stoppedSince: NOW }] }) });
    expect(await screen.findByRole('heading', { name: 'Your IT paused this channel' })).toBeVisible();
    expect(screen.queryByText('Ida Chef is changing its password')).toBeNull();
  });
});
