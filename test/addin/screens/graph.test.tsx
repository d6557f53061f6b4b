import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Channel } from '../../../src/contract/shapes.ts';
import { success } from '../../../src/domain/result.ts';
import { fakeBackend, type FakeBackend } from '../fakes/backend.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';

const INSTEAD = { name: 'Send by Microsoft Graph instead' };
const SIGNED_IN = { credential: 'sign-in', passwordEndsOn: null } as const;

/** What each sign-in was asked for. */
const asked: string[] = [];
function shown(channel: Channel, graph = true) {
  asked.length = 0;
  const backend: FakeBackend = fakeBackend({ channels: [channel], signIns: ['microsoft'], graph });
  backend.answers.openSignIn = async ({ body }) => {
    asked.push(body?.transport ?? 'smtp');
    return success({ url: 'https://postlane.example/oauth/begin/one' });
  };
  return open({ backend });
}

describe('a channel whose SMTP AUTH is off', () => {
  it.each(['smtp-auth-off-for-mailbox', 'smtp-auth-off-for-tenant', 'security-defaults'] as const)(
    'can send by Graph instead: %s',
    async (kind) => {
      const stage = shown(aBrokenChannel(kind, SIGNED_IN));
      await screen.findByRole('button', INSTEAD);
      expect(screen.getByText(/Messages may have up to 2\.9 MB; nothing else changes for you\.$/)).toBeVisible();
      expect(screen.getByRole('button', { name: 'Ask your IT department' })).toBeVisible();
      await expectAccessible();
      await stage.click(INSTEAD.name);
      await heading('Waiting for your sign-in');
      expect(asked).toEqual(['graph']);
      await stage.click('Cancel');
      await heading('Send by Microsoft Graph');
      expect(screen.getByText(/^Sign in with Microsoft, and your mail leaves by Microsoft Graph\./)).toBeVisible();
      await expectAccessible();
    },
  );

  it('can, from where its password is asked for, too', async () => {
    const stage = shown(aBrokenChannel('smtp-auth-off-for-mailbox'));
    await stage.click('Enter another password');
    await heading('Repair your channel');
    await stage.click(INSTEAD.name);
    await heading('Waiting for your sign-in');
    expect(asked).toEqual(['graph']);
  });

  it('cannot where Graph is not offered', async () => {
    shown(aBrokenChannel('smtp-auth-off-for-mailbox', SIGNED_IN), false);
    await screen.findByText('Needs a repair');
    expect(screen.queryByRole('button', INSTEAD)).toBeNull();
  });

  it('is not told so of what Graph meets as well', async () => {
    shown(aBrokenChannel('sign-in-policy', SIGNED_IN));
    await screen.findByText('Needs a repair');
    expect(screen.queryByRole('button', INSTEAD)).toBeNull();
  });
});

describe('a personal mailbox that lets no program send', () => {
  const personal = { ...SIGNED_IN, providerId: 'outlook-com' } as const;

  it.each([true, false])(
    'is no IT department’s to open, and nobody’s password is doubted; Graph: %s',
    async (graph) => {
      shown(aBrokenChannel('smtp-auth-off-for-mailbox', personal), graph);
      await screen.findByText('Needs a repair');
      expect(screen.getByText(/^Your sign-in is right\. Microsoft closes the mail server to programs/)).toBeVisible();
      expect(screen.queryByText(/password|IT department/)).toBeNull();
      expect(screen.queryByRole('button', { name: /IT department/ })).toBeNull();
      expect(screen.getByRole('button', { name: 'Check again' })).toBeVisible();
      expect(screen.queryByRole('button', INSTEAD) !== null).toBe(graph);
      await expectAccessible();
    },
  );

  it('and one that Graph takes nothing from is not IT’s either', async () => {
    const reply = { code: 403, enhanced: null, text: 'ErrorAccessDenied: Access is denied.' };
    const because = { kind: 'sending-forbidden', stage: 'after-data', reply } as const;
    const health = { state: 'broken', since: NOW, because } as const;
    shown(aChannel({ ...personal, transport: 'graph', health, nextCheckAt: null }));
    expect(await screen.findByText(/^Sign in to your mailbox in a browser, and see/)).toBeVisible();
    expect(screen.queryByText(/IT department/)).toBeNull();
    for (const name of ['Check again', 'Sign in again']) expect(screen.getByRole('button', { name })).toBeVisible();
  });
});

describe('a channel that sends by Graph', () => {
  it('says so', async () => {
    shown(aChannel({ ...SIGNED_IN, transport: 'graph' }));
    expect(await screen.findByText(/sends by Microsoft Graph/)).toBeVisible();
  });

  it.each([
    ['its cause says so', 'transport-not-offered', true],
    ['the server says so', 'grant-revoked', false],
  ] as const)(
    'goes back to the mail server by signing in, once Graph is offered no more: %s',
    async (_who, kind, graph) => {
      const because = { kind, stage: 'auth', service: 'microsoft', error: null, detail: null } as const;
      const health = { state: 'broken', since: NOW, because } as const;
      const stage = shown(aChannel({ ...SIGNED_IN, transport: 'graph', health }), graph);
      await screen.findByText('Needs a repair');
      await stage.click('Sign in again');
      await heading('Waiting for your sign-in');
      expect(asked).toEqual(['smtp']);
    },
  );

  it('that takes the sign-in and forbids to send is IT’s to mend, and the rep may look again or sign in anew', async () => {
    const reply = { code: 403, enhanced: null, text: 'ErrorAccessDenied: Access is denied.' };
    const because = { kind: 'sending-forbidden', stage: 'after-data', reply } as const;
    const health = { state: 'broken', since: NOW, because } as const;
    const stage = shown(aChannel({ ...SIGNED_IN, transport: 'graph', health, nextCheckAt: null }));
    await screen.findByText('Your account may not send just now');
    for (const name of ['Ask your IT department', 'Check again'])
      expect(screen.getByRole('button', { name })).toBeVisible();
    await expectAccessible();
    await stage.click('Sign in again');
    await heading('Waiting for your sign-in');
    expect(asked).toEqual(['graph']);
  });

  it('is mended by signing in for Graph again', async () => {
    const stage = shown(aBrokenChannel('token-rejected', { ...SIGNED_IN, transport: 'graph' }));
    await screen.findByText('Needs a repair');
    await stage.click('Sign in again');
    await heading('Waiting for your sign-in');
    expect(asked).toEqual(['graph']);
  });
});
