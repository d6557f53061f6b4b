import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import type { Channel } from '../../../src/contract/shapes.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { fakeHost, NORA } from '../fakes/host.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { open } from '../stage.tsx';

const broken = (change: Partial<Channel> = {}): Channel =>
  aChannel({
    health: {
      state: 'broken',
      since: NOW - MINUTE,
      because: { kind: 'password-rejected', stage: 'auth', reply: { code: 535, enhanced: '5.7.8', text: 'No.' } },
    },
    held: 2,
    ...change,
  });

/** The pane with these channels, once the server has told of them. */
async function heard(channels: Channel[], host = fakeHost()) {
  const stage = open({ host, backend: fakeBackend({ channels }) });
  await screen.findByRole('heading', { level: 1 });
  await waitFor(() => expect(host.notice).toBeDefined());
  return stage;
}

describe('the bar on the open message', () => {
  it('is there while a channel is broken', async () => {
    const { host } = await heard([broken()]);
    expect(host.notice).toEqual({
      text: 'Your mail server no longer takes your password, and 2 messages wait in Postlane until you enter the new one.',
      textAlone:
        'Your mail server no longer takes your password. 2 messages wait. Select Postlane above to enter the new one.',
      button: 'Enter the new password',
      channelId: broken().id,
    });
  });

  it('asks for a sign-in where the rep signed in', async () => {
    const because = { kind: 'grant-revoked', stage: 'auth', service: 'microsoft', error: null, detail: null } as const;
    const { host } = await heard([
      broken({ credential: 'sign-in', health: { state: 'broken', since: NOW - MINUTE, because } }),
    ]);
    expect(host.notice).toMatchObject({
      text: 'Your sign-in for sending no longer counts, and 2 messages wait in Postlane until you sign in again.',
      button: 'Sign in again',
    });
    expect(host.standing).toMatchObject([{ state: 'sign-in-over' }]);
  });

  it('goes when the channel is mended, and comes when it breaks', async () => {
    const { host, backend, meanwhile } = await heard([broken()]);
    backend.channels = [aChannel()];
    await meanwhile(() => backend.tell({ changed: 'channel', id: aChannel().id }));
    await waitFor(() => expect(host.notice).toBeNull());
    backend.channels = [broken({ held: 1 })];
    await meanwhile(() => backend.tell({ changed: 'channel', id: aChannel().id }));
    await waitFor(() => expect(host.notice?.text).toMatch(/1 message waits/));
  });

  it('stays away when the rep has closed it, though more messages wait', async () => {
    const { host, backend, meanwhile } = await heard([broken()]);
    host.notice = null;
    backend.channels = [broken({ held: 3 })];
    await meanwhile(() => backend.tell({ changed: 'channel', id: broken().id }));
    expect(host.notice).toBeNull();
  });

  it('leads to the channel that is broken still, when another that broke by the same login is mended alone', async () => {
    const other = broken({
      id: '5b0a1f6e-0000-4f7e-8a33-1d8f7c2a0002',
      sender: { name: '', address: 'sales@x.example' },
    });
    const { host, backend, meanwhile } = await heard([broken(), other]);
    const first = host.notice?.channelId;
    const [mended, left] = first === other.id ? [other, broken()] : [broken(), other];
    expect(first).toBe(mended.id);
    backend.channels = [left, { ...mended, health: aChannel().health, held: 0 }];
    await meanwhile(() => backend.tell({ changed: 'channel', id: mended.id }));
    await waitFor(() => expect(host.notice?.channelId).toBe(left.id));
  });

  it('is about the channel that the open draft would go by', async () => {
    const other = broken({
      id: '5b0a1f6e-0000-4f7e-8a33-1d8f7c2a0002',
      sender: { name: '', address: 'sales@x.example' },
    });
    const host = fakeHost({ item: 'message-compose' });
    await heard([other, aChannel()], host);
    expect(host.notice).toBeNull();
    host.draft = { ...host.draft, from: { name: '', address: 'sales@x.example' } };
    host.select('message-compose');
    await waitFor(() => expect(host.notice?.channelId).toBe(other.id));
  });

  it('is put on the next message too', async () => {
    const { host, meanwhile } = await heard([broken()]);
    await meanwhile(() => host.select('message-compose'));
    await waitFor(() => expect(host.notice?.channelId).toBe(broken().id));
  });

  it('takes away what the launch event left on a message, once all is well', async () => {
    const { host } = await heard([aChannel()]);
    expect(host.notice).toBeNull();
  });

  it('tells of a broken channel before one that its rep holds back', async () => {
    const heldBack = aChannel({ id: '5b0a1f6e-0000-4f7e-8a33-1d8f7c2a0002', heldSince: NOW });
    const { host } = await heard([heldBack, broken()]);
    expect(host.notice?.channelId).toBe(broken().id);
  });

  it('stands by what the device remembers while the server is away, but never falls by it', async () => {
    for (const [channel, told] of [
      [broken(), broken().id],
      [aChannel(), undefined],
    ] as const) {
      const device = fakeKeep();
      device.write(`postlane.known.${NORA.emailAddress}`, { channels: [channel], asOf: NOW });
      const backend = fakeBackend();
      backend.failing = { kind: 'backend-away' };
      const { host, unmount } = open({ backend, device });
      await screen.findByRole('heading', { level: 1 });
      await waitFor(() => expect(backend.asked).toContain('listChannels'));
      expect(host.notice?.channelId).toBe(told);
      unmount();
    }
  });
});

describe('what the mailbox keeps for the launch event', () => {
  const standing = {
    channelId: broken().id,
    address: NORA.emailAddress,
    state: 'password-refused' as const,
    since: NOW - MINUTE,
    secret: 'password' as const,
    waiting: 2,
  };

  it('is how the channels stand', async () => {
    const { host } = await heard([broken()]);
    expect(host.keeps).toEqual([[standing]]);
  });

  it('is written once for a change, and not for each answer', async () => {
    const { host, backend, meanwhile, pass } = await heard([broken()]);
    await pass(60 * MINUTE);
    backend.channels = [broken({ held: 3 })];
    await meanwhile(() => backend.tell({ changed: 'channel', id: broken().id }));
    await waitFor(() => expect(host.notice?.text).toMatch(/3 messages wait/));
    expect(host.keeps).toHaveLength(1);
    backend.channels = [aChannel()];
    await meanwhile(() => backend.tell({ changed: 'channel', id: broken().id }));
    await waitFor(() => expect(host.keeps).toHaveLength(2));
    expect(host.standing).toMatchObject([{ state: 'working', waiting: 0 }]);
  });

  it('is written with the new number when a pane opens', async () => {
    const { host } = await heard([broken({ held: 5 })], fakeHost({ standing: [standing] }));
    expect(host.keeps).toEqual([[{ ...standing, waiting: 5 }]]);
  });

  it('is left alone when it says so already, or there is nothing to say', async () => {
    expect((await heard([broken()], fakeHost({ standing: [standing] }))).host.keeps).toEqual([]);
  });

  it('says nothing of a rep without a channel', async () => {
    const { host } = await heard([]);
    expect(host.keeps).toEqual([]);
  });
});
