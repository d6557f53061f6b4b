import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { SharedChannel } from '../../../src/contract/shapes.ts';
import { success } from '../../../src/domain/result.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { aDraft, fakeHost } from '../fakes/host.ts';
import { aChannel, aMessage, NOW } from '../fakes/mail.ts';
import { aDomain, aShared } from '../fakes/team.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';

const HOST = 'smtp.sendgrid.net';
const SECOND = aChannel({
  ...{ id: '0b54d7fc-6b0f-4d5b-9a53-0f3f5f6a0002', createdAt: NOW, providerId: 'sendgrid' },
  server: { host: HOST, port: 587, security: 'starttls' },
});
const ofTeam = aChannel({
  team: { by: { name: 'Ida Chef', address: 'ida@fjordlight.example' }, named: [] },
  ...{ providerId: 'sendgrid', username: '', passwordEndsOn: null },
});

/** SendGrid's mail may be refused; what was asked is written down. */
function doubting(backend: ReturnType<typeof fakeBackend>): unknown[] {
  const asked: unknown[] = [];
  backend.answers.judgeReputation = async ({ body }) => {
    asked.push(body);
    const states = { spf: 'of-provider', dkim: 'unclear', dmarc: 'reject', standing: 'doubtful' } as const;
    const doubtful = { domain: 'fjordlight.example', providerId: 'sendgrid' as const, ...states, missing: [] };
    return success({ reputation: body?.host === HOST ? doubtful : null });
  };
  return asked;
}

async function toTeam(channels: SharedChannel[], doubted = false): Promise<{ stage: Stage; asked: unknown[] }> {
  const team = { domains: [aDomain({ provenAt: NOW })], channels, invitations: [] };
  const backend = fakeBackend({ channels: [aChannel()], organisation: { channels: [] }, team });
  const asked = doubted ? doubting(backend) : [];
  const stage = open({ backend });
  await stage.click('Your company’s channels');
  await stage.click('Share a channel with your team');
  return { stage, asked };
}

describe('channels to share', () => {
  it('say what recipients may do with their mail before they are shared, for the addresses of that domain', async () => {
    const { asked } = await toTeam([aShared()], true);
    const warning = await screen.findByText(/Whether SendGrid signs for it does not show from here\. Your colleagues/);
    const share = screen.getByRole('button', { name: 'Share' });
    expect(warning.compareDocumentPosition(share) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(asked).toContainEqual({ emailAddress: 'postmaster@fjordlight.example', host: HOST });
  });

  it('are named by their addresses too: one key may send for several', async () => {
    const sales = aShared({ id: aChannel().id, sender: { name: '', address: 'sales@fjordlight.example' } });
    await toTeam([aShared(), sales]);
    expect(await screen.findByText('SendGrid, as nora.lindqvist@fjordlight.example')).toBeVisible();
    expect(screen.getByText('SendGrid, as sales@fjordlight.example')).toBeVisible();
  });
});

describe('the channel that is chosen for a draft', () => {
  it('says what recipients may do with its mail', async () => {
    const backend = fakeBackend({ channels: [aChannel(), SECOND] });
    doubting(backend);
    const stage = open({ host: fakeHost({ item: 'message-compose', draft: aDraft() }), backend });
    const choice = await screen.findByLabelText('Send through');
    expect(screen.queryByText(/Whether SendGrid signs for it/)).toBeNull();
    await stage.user.selectOptions(choice, 'SendGrid');
    expect(await screen.findByText(/Whether SendGrid signs for it/)).toBeVisible();
  });
});

describe('a team’s channel that is gone', () => {
  const dropped = aMessage({ channelId: ofTeam.id, state: 'dropped', subject: 'Our offer', settledAt: NOW + 1 });
  const before = aMessage({
    id: SECOND.id,
    channelId: ofTeam.id,
    state: 'dropped',
    subject: 'Before',
    settledAt: NOW - 1,
  });

  it('went while the pane was closed: that is said once, with what waited there', async () => {
    const device = fakeKeep();
    const { unmount } = open({ backend: fakeBackend({ channels: [ofTeam] }), device });
    await heading('Your channel');
    unmount();
    const stage = open({ backend: fakeBackend({ messages: [dropped, before] }), device });
    expect(await screen.findByText(/^Your team’s channel is there no more: .* Ida Chef shared it/)).toBeVisible();
    expect(screen.getByText('1 message that waited there was not sent: Our offer.')).toBeVisible();
    await expectAccessible();
    await stage.click('Hide this');
    expect(screen.queryByText(/^Your team’s channel is there no more/)).toBeNull();
    stage.unmount();
    open({ backend: fakeBackend(), device });
    await heading('Send through Microsoft 365');
    expect(screen.queryByText(/^Your team’s channel is there no more/)).toBeNull();
  });

  it('is nothing to say where the rep has left it', async () => {
    const stage = open({ backend: fakeBackend({ channels: [ofTeam] }) });
    await stage.click('Manage this channel');
    await stage.click('Remove');
    await stage.click('Remove channel');
    await stage.meanwhile(() => {
      stage.backend.tell({ changed: 'channel', id: ofTeam.id });
    });
    await heading('Send through Microsoft 365');
    expect(screen.queryByText(/^Your team’s channel is there no more/)).toBeNull();
  });
});
