import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { SignInService } from '../../../src/domain/credential.ts';
import type { DeliveryFailure, GrantFailureKind } from '../../../src/domain/failure.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { success } from '../../../src/domain/result.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { NORA } from '../fakes/host.ts';
import { accepted, aChannel, aMessage, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';
import { deniedTo, proven, trialIs } from './signing-in.ts';

const OTTO = 'otto@x.example';
const OTHER = { kind: 'other-account', account: OTTO, expected: NORA.emailAddress } as const;
const bySignIn = { credential: 'sign-in', passwordEndsOn: null } as const;
const held = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    aMessage({ id: `3c0a1f6e-1111-4f7e-8a33-00000000000${at}`, state: 'held', dueAt: null }),
  );
const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent);

/** A channel whose rep signed in, and whose service has said no for half an hour. */
const withoutGrant = (kind: GrantFailureKind, detail: string | null = null, service: SignInService = 'microsoft') => {
  const because: DeliveryFailure = { kind, stage: 'auth', service, error: 'invalid_grant', detail };
  return aChannel({ ...bySignIn, health: { state: 'broken', since: NOW - 30 * MINUTE, because }, nextCheckAt: null });
};

const shown = (channel = aChannel(bySignIn), count = 0): Stage => {
  const graph = channel.transport === 'graph';
  return open({ backend: fakeBackend({ channels: [channel], messages: held(count), signIns: ['microsoft'], graph }) });
};

/** The window that is open says how it ended. */
async function says(stage: Stage, end: object): Promise<void> {
  await heading('Waiting for your sign-in');
  await stage.meanwhile(() => {
    stage.host.windows.at(-1)?.end(success(JSON.stringify(end)));
  });
}

describe('a channel whose sign-in does not count any more', () => {
  it.each([
    ['grant-revoked', 'Your sign-in for sending was taken back'],
    ['grant-expired', 'Your sign-in for sending has run out'],
    ['consent-missing', 'Postlane may not send for this account'],
  ] as const)('because of %s asks for another one first', async (kind, title) => {
    shown(withoutGrant(kind), 2);
    await screen.findByRole('heading', { name: title });
    expect(buttons().slice(0, 2)).toEqual(['Sign in again', 'Ask your IT department']);
    expect(screen.getByText('2 messages wait until it works again.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /password/i })).toBeNull();
    await expectAccessible();
  });

  it('is mended by one sign-in as the login it has, with no password on the way', async () => {
    const stage = shown(withoutGrant('grant-revoked'), 2);
    const hints: unknown[] = [];
    stage.backend.answers.openSignIn = async ({ body }) => {
      hints.push(body);
      return success({ url: 'https://postlane.example/oauth/begin/two' });
    };
    await stage.click('Sign in again');
    await says(stage, { reference: 'anew' });
    expect(hints).toEqual([{ service: 'microsoft', transport: 'smtp', loginHint: NORA.emailAddress }]);
    await proven(stage, { channel: aChannel(bySignIn) });
    expect(stage.backend.proofs[0]?.request).toEqual({
      channelId: aChannel().id,
      credential: { kind: 'sign-in', reference: 'anew' },
    });
    await heading('Your channel works again');
    expect(screen.getByText('2 waiting messages go out now.')).toBeVisible();
    await expectAccessible();
  });

  it('says what there is to do to who comes from the bar on a message', async () => {
    const channel = withoutGrant('grant-expired');
    const backend = fakeBackend({ channels: [channel], signIns: ['microsoft'] });
    const stage = open({ backend, wish: Promise.resolve({ channelId: channel.id }) });
    await heading('Sign in again');
    expect(screen.getByText(/^Your sign-in for sending has run out\. Sign in, and the same five/)).toBeVisible();
    expect(screen.queryByLabelText('Password')).toBeNull();
    expect(stage.host.windows).toEqual([]);
    await expectAccessible();
    await stage.click('Sign in again');
    await heading('Waiting for your sign-in');
  });

  it('because the password at Google was changed says so, and asks for no password', async () => {
    shown({ ...withoutGrant('grant-revoked', null, 'google'), providerId: 'gmail' });
    await screen.findByRole('heading', { name: 'Your sign-in with Google has ended' });
    expect(screen.getByText(/when the password of your Google account is changed/)).toBeVisible();
    expect(buttons().slice(0, 2)).toEqual(['Sign in again', 'Ask your IT department']);
    await expectAccessible();
  });

  it('stays as it is when the rep gives up, whose window closes', async () => {
    const stage = shown(withoutGrant('grant-expired'));
    await stage.click('Sign in again');
    await heading('Waiting for your sign-in');
    await stage.click('Cancel');
    await heading('Sign in again');
    expect(stage.host.windows[0]?.signal.aborted).toBe(true);
    await stage.click('Back');
    await heading('Your channel');
    expect(stage.backend.proofs).toEqual([]);
  });

  it('by a rule of the company is a matter for IT, and looked at again by itself', async () => {
    const stage = shown({ ...withoutGrant('sign-in-blocked', 'AADSTS53003: blocked'), nextCheckAt: NOW + HOUR });
    await screen.findByRole('heading', { name: 'A rule of your company stops the sign-in' });
    expect(buttons().slice(0, 3)).toEqual(['Ask your IT department', 'Check again', 'Sign in again']);
    await expectAccessible();
    await stage.click('Check again');
    await proven(stage, { channel: aChannel(bySignIn) });
    expect(stage.backend.proofs[0]?.request).toEqual({ channelId: aChannel().id, credential: null });
    await heading('Your channel works again');
  });
});

describe('somebody else who signs in to mend a channel', () => {
  const asOtto = async (stage: Stage, click: string): Promise<Stage> => {
    await stage.click(click);
    await says(stage, { reference: 'of-otto' });
    await proven(stage, { failure: OTHER });
    await heading('You signed in as somebody else');
    return stage;
  };
  const credentials = ({ backend }: Stage) => backend.proofs.map(({ request }) => request.credential);

  it('is named beside whose mailbox it is, and sends nothing unasked', async () => {
    const stage = await asOtto(shown(withoutGrant('grant-revoked')), 'Sign in again');
    expect(screen.getByText(`You signed in as ${OTTO}. This mailbox is ${NORA.emailAddress}.`)).toBeVisible();
    expect(screen.getByText(/^If the account you signed in with may send for this mailbox/)).toBeVisible();
    expect(credentials(stage)).toEqual([{ kind: 'sign-in', reference: 'of-otto' }]);
    await expectAccessible();
  });

  it('is taken by the rep’s own word, and stays meant when that is tried again', async () => {
    const stage = await asOtto(shown(withoutGrant('grant-revoked'), 2), 'Sign in again');
    await stage.click(`Send with ${OTTO}`);
    const away = { kind: 'connection-timed-out', stage: 'connect', host: 'smtp.office365.com', port: 587 } as const;
    await proven(stage, { failure: { ...away, detail: null } });
    await stage.click('Try again');
    await proven(stage, { channel: aChannel({ ...bySignIn, username: OTTO }) });
    const meant = { kind: 'sign-in', reference: 'of-otto', account: OTTO };
    expect(credentials(stage).slice(1)).toEqual([meant, meant]);
    expect(stage.host.windows).toHaveLength(1);
    await trialIs(stage, OTTO, accepted);
    await heading('Your channel works again');
    expect(screen.getByText('2 waiting messages go out now.')).toBeVisible();
    expect(screen.queryByText(/the first message shows/)).toBeNull();
  });

  it('who may not send so is told before anything is ready, and the mail waits on', async () => {
    const stage = await asOtto(shown(withoutGrant('grant-revoked'), 2), 'Sign in again');
    await stage.click(`Send with ${OTTO}`);
    const ofOtto = aChannel({ ...bySignIn, username: OTTO });
    await proven(stage, { channel: ofOtto });
    await heading('One more step');
    expect(screen.getByText('2 messages wait behind it.')).toBeVisible();
    stage.backend.channels = [deniedTo(ofOtto)];
    await trialIs(stage, OTTO, (message) => ({ ...message, state: 'held', dueAt: null }));
    await stage.meanwhile(() => {
      stage.backend.tell({ changed: 'channel', id: ofOtto.id });
    });
    await heading('Your account may not send from this address');
    expect(screen.getByText('3 messages wait until it works again.')).toBeVisible();
    await expectAccessible();
    await stage.click('Done');
    await heading('Your channel');
  });

  it('makes way for the mailbox’s own account', async () => {
    const stage = await asOtto(shown(withoutGrant('grant-revoked')), 'Sign in again');
    await stage.click('Sign in again');
    await says(stage, { reference: 'of-nora' });
    await proven(stage, { channel: aChannel(bySignIn) });
    expect(credentials(stage)[1]).toEqual({ kind: 'sign-in', reference: 'of-nora' });
    await heading('Your channel works again');
  });

  it('may take the place of a password too', async () => {
    const stage = shown(aChannel());
    await stage.click('Manage this channel');
    await asOtto(stage, 'Sign in with Microsoft instead');
    expect(screen.getByRole('button', { name: 'Sign in again' })).toBeVisible();
    await stage.click(`Send with ${OTTO}`);
    await proven(stage, { channel: aChannel({ ...bySignIn, username: OTTO }) });
    expect(credentials(stage)[1]).toEqual({ kind: 'sign-in', reference: 'of-otto', account: OTTO });
    await trialIs(stage, OTTO, accepted);
    await heading('Your channel sends by your sign-in now');
    await stage.click('Done');
    expect(await screen.findByText(/sends with otto@x\.example/)).toBeVisible();
    await expectAccessible();
  });

  it('is told that there is a channel for that already', async () => {
    const stage = await asOtto(shown(withoutGrant('grant-revoked')), 'Sign in again');
    await stage.click(`Send with ${OTTO}`);
    await proven(stage, { failure: { kind: 'channel-exists' } });
    await heading('There is a channel for that already');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await expectAccessible();
    await stage.click('Sign in again');
    await heading('Waiting for your sign-in');
  });

  it('cannot be meant at Graph, where the sender has to be the account', async () => {
    await asOtto(shown({ ...withoutGrant('grant-revoked'), transport: 'graph' }), 'Sign in again');
    expect(screen.queryByRole('button', { name: /^Send with/ })).toBeNull();
    expect(screen.getByText(/^Microsoft Graph sends only as the account itself\. If this is your own/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Sign in again' })).toBeVisible();
    await expectAccessible();
  });
});

describe('a channel with a password where one may sign in', () => {
  it('moves over by one click in its settings, which opens the window', async () => {
    const stage = shown(aChannel());
    await stage.click('Manage this channel');
    await stage.click('Sign in with Microsoft instead');
    await says(stage, { reference: 'moving' });
    await proven(stage, { channel: aChannel(bySignIn) });
    expect(stage.backend.proofs[0]?.request).toEqual({
      channelId: aChannel().id,
      credential: { kind: 'sign-in', reference: 'moving' },
    });
    await heading('Your channel sends by your sign-in now');
    await expectAccessible();
    await stage.click('Done');
    await heading('Your channel');
    await stage.click('Manage this channel');
    expect(screen.queryByRole('button', { name: /instead$|password/i })).toBeNull();
    await expectAccessible();
  });

  it('says what moving over means when the window came to nothing', async () => {
    const stage = shown(aChannel());
    await stage.click('Manage this channel');
    await stage.click('Sign in with Microsoft instead');
    await heading('Waiting for your sign-in');
    await stage.click('Cancel');
    await heading('Sign in with Microsoft');
    expect(screen.getByText(/^Your channel then sends by your sign-in with Microsoft/)).toBeVisible();
    await expectAccessible();
    await stage.click('Sign in with Microsoft');
    await heading('Waiting for your sign-in');
    expect(stage.host.windows).toHaveLength(2);
  });

  it('that is broken may be mended by signing in', async () => {
    const stage = shown(aBrokenChannel('password-sign-in-off'), 1);
    await stage.click('Sign in with Microsoft instead');
    await says(stage, { reference: 'moving' });
    await proven(stage, { channel: aChannel(bySignIn) });
    await heading('Your channel works again');
    expect(screen.getByText('1 waiting message goes out now.')).toBeVisible();
  });

  it('is not sent to sign in where that meets the same closed door', async () => {
    shown(aBrokenChannel('smtp-auth-off-for-tenant'), 1);
    expect(await screen.findByRole('button', { name: 'Ask your IT department' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Sign in with/ })).toBeNull();
  });

  it('has no such way where the operator offers none', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()] }) });
    await stage.click('Manage this channel');
    expect(await screen.findByRole('button', { name: 'Enter a new password' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Sign in with/ })).toBeNull();
  });

  it('is told of the way on when the provider’s end of passwords is near', async () => {
    const stage = shown(aChannel({ passwordEndsOn: '2026-12-10' }));
    expect(await screen.findByText(/Signing in with Microsoft goes on after that/)).toBeVisible();
    await expectAccessible();
    await stage.click('Sign in with Microsoft instead');
    await heading('Waiting for your sign-in');
  });
});
