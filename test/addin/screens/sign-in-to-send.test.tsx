import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { WindowFailure } from '../../../src/addin/host/host.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { CONSENT_URL } from '../fakes/organisation.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { NORA } from '../fakes/host.ts';
import { expectAccessible, heading, open } from '../stage.tsx';
import { latest, offering, proven, says, signedUp, signingIn } from './signing-in.ts';

const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent);

describe('signing in to send', () => {
  it('is recommended before a password, and says what it means', async () => {
    const stage = open({ backend: offering() });
    await heading('Send through Microsoft 365');
    expect(await screen.findByText('A changed password leaves it alone')).toBeVisible();
    expect(screen.queryByText(/31 December 2026/)).toBeNull();
    await stage.click('Set up');
    await heading('Connect Microsoft 365');
    expect(screen.getByText(/Postlane sees no password/)).toBeVisible();
    expect(screen.getByText(/^Microsoft then lets Postlane send as you, and nothing else/)).toBeVisible();
    expect(screen.queryByLabelText('Password')).toBeNull();
    await expectAccessible();
  });

  it('asks for one click, opens what our server says, and connects with what came back', async () => {
    const stage = open({ backend: offering() });
    const asked: unknown[] = [];
    stage.backend.answers.openSignIn = async ({ body }) => {
      asked.push(body);
      return success({ url: 'https://postlane.example/oauth/begin/two' });
    };
    const window = await signingIn(stage);
    expect(asked).toEqual([{ service: 'microsoft', transport: 'smtp', loginHint: NORA.emailAddress }]);
    expect(window.url).toBe('https://postlane.example/oauth/begin/two');
    expect(screen.getByText(/^Go on in Microsoft’s window/)).toBeVisible();
    await expectAccessible();
    await says(stage, { reference: 'of-nora' });
    const { request } = await proven(stage, { channel: signedUp });
    expect(request).toEqual({
      providerId: 'microsoft365',
      server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
      username: NORA.emailAddress,
      sender: { name: NORA.displayName, address: NORA.emailAddress },
      credential: { kind: 'sign-in', reference: 'of-nora' },
    });
    await heading('Your channel is ready');
    await expectAccessible();
  });

  it('has a way back while the window shows whatever it shows, and closes it', async () => {
    const stage = open({ backend: offering() });
    const { signal } = await signingIn(stage);
    expect(buttons()).toEqual(['Cancel']);
    await stage.click('Cancel');
    await heading('Connect Microsoft 365');
    expect(signal.aborted).toBe(true);
    expect(screen.getByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible();
    expect(stage.backend.proofs).toEqual([]);
  });

  it('leaves the password one click away, and is one click away from it', async () => {
    const stage = open({ backend: offering() });
    await stage.click('Set up');
    await stage.click('Use a password instead');
    expect(await screen.findByLabelText('Password')).toBeVisible();
    await expectAccessible();
    await stage.click('Sign in with Microsoft instead');
    expect(await screen.findByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible();
    expect(screen.queryByLabelText('Password')).toBeNull();
  });

  it('is not offered where the operator offers it nowhere', async () => {
    const stage = open();
    await stage.click('Set up');
    expect(await screen.findByLabelText('Password')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Sign in with/ })).toBeNull();
  });

  it('goes on as what was left when the pane is loaded anew', async () => {
    const session = fakeKeep();
    const first = open({ backend: offering(), session });
    await signingIn(first);
    await says(first, { reference: 'of-nora' });
    await heading('Checking your channel');
    const kept = fakeKeep();
    for (const [key, value] of session.kept) kept.write(key, value);
    first.unmount();
    open({ backend: offering(), session: kept });
    expect(await screen.findByText(/^The last check was interrupted, so nothing was saved\. Sign in/)).toBeVisible();
  });
});

describe('a sign-in that comes to nothing', () => {
  it.each([
    ['window-closed', 'The sign-in was not finished', []],
    ['window-busy', 'Another window is still open', []],
    // A company may have blocked them all.
    ['window-blocked', 'The sign-in window was blocked', ['Ask your IT department']],
  ] as const)('because of %s is said to the rep, and can be begun again', async (kind, title, alsoAsked) => {
    const stage = open({ backend: offering() });
    const { end } = await signingIn(stage);
    const failure: WindowFailure = { kind };
    await stage.meanwhile(() => {
      end(failed(failure));
    });
    await heading(title);
    expect(buttons()).toEqual(['', ...alsoAsked, 'Sign in with Microsoft', 'Use a password instead']);
    await expectAccessible();
    await stage.click('Sign in with Microsoft');
    await heading('Waiting for your sign-in');
    expect(stage.host.windows).toHaveLength(2);
  });

  it('because it was declined says so, and whom one may ask', async () => {
    const stage = open({ backend: offering() });
    await signingIn(stage);
    await says(stage, { failure: { kind: 'consent-missing', detail: 'AADSTS65004: User declined to consent.' } });
    await heading('Postlane may not send for this account');
    expect(screen.getByRole('button', { name: 'Ask your IT department' })).toBeVisible();
    await stage.click('For support');
    expect(screen.getByText(/AADSTS65004/)).toBeVisible();
    await expectAccessible();
  });

  it('because an administrator has to agree asks IT first, with the link and what it is to', async () => {
    const stage = open({ backend: offering() });
    await signingIn(stage);
    const detail = 'AADSTS90094: The grant requires admin permission.';
    await says(stage, { failure: { kind: 'admin-consent-missing', detail } });
    await heading('An administrator has to allow Postlane first');
    expect(buttons().slice(1, 4)).toEqual(['Ask your IT department', 'For support', 'Sign in with Microsoft']);
    await expectAccessible();
    await stage.click('Ask your IT department');
    await screen.findByText('A prepared message has opened in Outlook.');
    const { subject, htmlBody } = latest(stage.host.opened);
    expect(subject).toBe('Sending mail: An administrator has to allow Postlane first');
    const link = CONSENT_URL.replaceAll('&', '&amp;');
    expect(htmlBody).toContain(`<p><a href="${link}">${link}</a></p>`);
    expect(htmlBody).toMatch(/It permits: Sending mail as oneself.*It does not permit: Reading mail/s);
    expect(htmlBody).toContain(detail);
  });

  it('because an administrator has to agree tells IT the way while the link cannot be had', async () => {
    const stage = open({ backend: offering() });
    await signingIn(stage);
    await says(stage, { failure: { kind: 'admin-consent-missing', detail: null } });
    await heading('An administrator has to allow Postlane first');
    stage.backend.answers.showConsentLink = async () => failed({ kind: 'backend-away' });
    await stage.click('Ask your IT department');
    await screen.findByText('A prepared message has opened in Outlook.');
    const { htmlBody } = latest(stage.host.opened);
    expect(htmlBody).not.toContain('<a ');
    expect(htmlBody).toContain('<p>In the Entra admin center &gt; Entra ID &gt; Enterprise apps');
  });

  it.each([
    ['is no JSON', 'hello'],
    ['says nothing we know', '{"reference":1}'],
    ['tells of a failure we do not know', '{"failure":{"kind":"new-one","detail":null}}'],
  ])('because the window %s is over, and can be begun again', async (_, said) => {
    const stage = open({ backend: offering() });
    const { end } = await signingIn(stage);
    await stage.meanwhile(() => {
      end(success(said));
    });
    await heading('That sign-in is over');
    expect(screen.getByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible();
    expect(stage.backend.proofs).toEqual([]);
  });

  it('because too many at the rep’s company signed in at once asks for a minute', async () => {
    const stage = open({ backend: offering() });
    await signingIn(stage);
    await says(stage, { failure: { kind: 'too-many-requests', detail: '40' } });
    await heading('A little too fast');
    expect(screen.getByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible();
  });

  it('because our server is away opens no window', async () => {
    const stage = open({ backend: offering() });
    stage.backend.answers.openSignIn = async () => failed({ kind: 'backend-away' });
    await stage.click('Set up');
    await stage.click('Sign in with Microsoft');
    await heading('Postlane cannot be reached');
    expect(stage.host.windows).toEqual([]);
  });
});

describe('the proof after a sign-in', () => {
  it('that failed for other reasons is tried again by the same sign-in', async () => {
    const stage = open({ backend: offering() });
    await signingIn(stage);
    await says(stage, { reference: 'of-nora' });
    const away = { kind: 'connection-timed-out', stage: 'connect', host: 'smtp.office365.com', port: 587 } as const;
    await proven(stage, { failure: { ...away, detail: null } });
    await heading('No answer from the server');
    await stage.click('Try again');
    const { request } = await proven(stage, { channel: signedUp });
    expect(request.credential).toEqual({ kind: 'sign-in', reference: 'of-nora' });
    expect(stage.host.windows).toHaveLength(1);
  });

  it('that the mail server refused asks for another sign-in', async () => {
    const stage = open({ backend: offering() });
    await signingIn(stage);
    await says(stage, { reference: 'of-nora' });
    const reply = { code: 535, enhanced: '5.7.3', text: '5.7.3 Authentication unsuccessful' };
    await proven(stage, { failure: { kind: 'token-rejected', stage: 'auth', reply } });
    await heading('The server does not take your sign-in');
    await stage.click('Sign in again');
    await heading('Waiting for your sign-in');
  });
});
