import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { ConnectLine } from '../../../src/contract/shapes.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { STEPS, type Step } from '../../../src/domain/verification.ts';
import type { FakeBackend, Proof } from '../fakes/backend.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { fakeHost, NORA } from '../fakes/host.ts';
import { accepted, aChannel } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';

const reply = (code: number, enhanced: string, text: string) => ({ code, enhanced, text: `${enhanced} ${text}` });
const network = (kind: 'name-not-found' | 'connection-timed-out' | 'tls-not-offered' | 'certificate-untrusted') =>
  ({ kind, stage: 'connect', host: 'smtp.office365.com', port: 587, detail: 'what the library said' }) as const;

/** The nine that every rep may meet, each at the step where it shows. */
const NINE: { step: Step; failure: DeliveryFailure; title: string }[] = [
  { step: 'dns', failure: network('name-not-found'), title: 'No mail server has this name' },
  { step: 'tcp', failure: network('connection-timed-out'), title: 'No answer from the server' },
  { step: 'tls', failure: network('tls-not-offered'), title: 'The server offers no protected connection' },
  { step: 'tls', failure: network('certificate-untrusted'), title: 'The server cannot prove who it is' },
  {
    step: 'auth',
    failure: { kind: 'password-rejected', stage: 'auth', reply: reply(535, '5.7.139', 'credentials were incorrect') },
    title: 'The password was not accepted',
  },
  {
    step: 'auth',
    failure: { kind: 'smtp-auth-off-for-mailbox', stage: 'auth', reply: reply(535, '5.7.139', 'disabled') },
    title: 'Sending is switched off for your mailbox',
  },
  {
    step: 'auth',
    failure: { kind: 'password-sign-in-off', stage: 'auth', reply: reply(550, '5.7.30', 'Basic authentication') },
    title: 'Passwords are no longer accepted here',
  },
  {
    step: 'auth',
    failure: { kind: 'account-locked', stage: 'auth', reply: reply(535, '5.7.8', 'account locked') },
    title: 'Your account is locked',
  },
  {
    step: 'sender',
    failure: { kind: 'send-as-denied', stage: 'mail', reply: reply(550, '5.7.60', 'not allowed to send as') },
    title: 'Your account may not send from this address',
  },
];

const lines = (until: Step, failure?: DeliveryFailure): ConnectLine[] => [
  ...STEPS.slice(0, STEPS.indexOf(until)).flatMap((step): ConnectLine[] => [
    { step, outcome: 'started' },
    { step, outcome: 'passed', milliseconds: 12, detail: `${step} is fine` },
  ]),
  { step: until, outcome: 'started' },
  ...(failure ? [{ step: until, outcome: 'failed' as const, milliseconds: 640, failure }, { failure }] : []),
];

async function startProof(stage: Stage): Promise<Proof> {
  await stage.click('Set up');
  await stage.user.type(await screen.findByLabelText('Password'), 'Lighthouse-42');
  await stage.click('Connect');
  return latestProof(stage.backend);
}

function latestProof({ proofs }: FakeBackend): Proof {
  const proof = proofs.at(-1);
  if (!proof) throw new Error('No proof was asked for.');
  return proof;
}

async function fail(stage: Stage, proof: Proof, step: Step, failure: DeliveryFailure): Promise<void> {
  await stage.meanwhile(() => {
    for (const line of lines(step, failure)) proof.line(line);
    proof.end();
  });
}

describe('connecting', () => {
  it('needs one thing typed and one click; all else is filled in', async () => {
    const stage = open();
    const { request } = await startProof(stage);
    expect(request).toEqual({
      providerId: 'microsoft365',
      server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
      username: NORA.emailAddress,
      sender: { name: NORA.displayName, address: NORA.emailAddress },
      credential: { kind: 'password', password: 'Lighthouse-42' },
    });
  });

  it('shows what is filled in on demand, port and security always in agreement', async () => {
    const stage = open();
    await stage.click('Set up');
    await stage.click('Details');
    await expectAccessible();
    const port = screen.getByRole('textbox', { name: 'Port' });
    const security = screen.getByRole('combobox', { name: 'Security' });
    expect(port).toHaveValue('587');
    await stage.user.selectOptions(security, 'tls');
    expect(port).toHaveValue('465');
    await stage.user.clear(port);
    await stage.user.type(port, '2525');
    expect(security).toHaveValue('starttls');
  });

  it.each([
    ['Server', 'smtp example.com', 'There is a space in the name. Server names have none.'],
    ['Server', 'https://mail.example.com', /This is a web address/],
    ['Port', '70000', /Ports end at 65535/],
    ['Sender address', 'nora@', /The part after the @ is not complete/],
  ])('tells of a slip beside the field %s: %s', async (field, value, words) => {
    const stage = open();
    await stage.click('Send through another service');
    await stage.click('Enter a mail server by hand');
    const input = await screen.findByRole('textbox', { name: field });
    await stage.user.clear(input);
    await stage.user.type(input, value);
    await stage.user.tab();
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('does not call the server while something is not filled in', async () => {
    const stage = open();
    await stage.click('Set up');
    await stage.click('Connect');
    expect(await screen.findByText('Enter your password.')).toBeVisible();
    expect(stage.backend.proofs).toHaveLength(0);
  });

  it('opens the details again, at the field, when the click is stopped by a slip in there', async () => {
    const stage = open();
    await stage.click('Set up');
    await stage.user.type(await screen.findByLabelText('Password'), 'Lighthouse-42');
    await stage.click('Details');
    await stage.user.clear(screen.getByRole('textbox', { name: 'Server' }));
    await stage.click('Details');
    expect(screen.queryByText('Enter the server’s name.')).toBeNull();
    await stage.click('Connect');
    expect(await screen.findByText('Enter the server’s name.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Server' })).toHaveFocus();
    expect(stage.backend.proofs).toHaveLength(0);
  });

  it('shows the steps as they happen', async () => {
    const stage = open();
    const proof = await startProof(stage);
    await heading('Checking your channel');
    await stage.meanwhile(() => {
      for (const line of lines('auth')) proof.line(line);
    });
    const shown = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(shown[0]).toMatch(/Find the server.*passed.*dns is fine.*12ms/);
    expect(shown[3]).toMatch(/Sign in.*in progress/);
    expect(shown[4]).toMatch(/Send as you.*not yet/);
    await expectAccessible();
  });

  it.each(NINE)('says of $failure.kind: $title', async ({ step, failure, title }) => {
    const stage = open();
    const proof = await startProof(stage);
    await fail(stage, proof, step, failure);
    expect(await heading(title)).toHaveFocus();
    await stage.click(/The server’s own words|For support/);
    expect(
      screen.getByText('detail' in failure ? /what the library said/ : new RegExp(failure.reply.text)),
    ).toBeVisible();
    expect(screen.getByLabelText('Password')).toHaveValue('Lighthouse-42');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Ask your IT department' })).toBeEnabled();
    await expectAccessible();
  });

  it('logs in once a click', async () => {
    const stage = open();
    const proof = await startProof(stage);
    expect(screen.queryByRole('button', { name: 'Connect' })).toBeNull();
    await fail(stage, proof, 'auth', { kind: 'password-rejected', stage: 'auth', reply: reply(535, '5.7.8', 'no') });
    await stage.user.dblClick(await screen.findByRole('button', { name: 'Try again' }));
    expect(stage.backend.proofs).toHaveLength(2);
  });

  it('calls the proof off when the rep cancels, and keeps what was typed', async () => {
    const stage = open();
    const proof = await startProof(stage);
    await stage.click('Cancel');
    expect(proof.signal.aborted).toBe(true);
    expect(await screen.findByLabelText('Password')).toHaveValue('Lighthouse-42');
  });

  it('tells a reply that breaks off from a server that says no', async () => {
    const stage = open();
    const proof = await startProof(stage);
    await stage.meanwhile(() => {
      proof.line({ step: 'dns', outcome: 'started' });
      proof.end({ kind: 'backend-away' });
    });
    await heading('Postlane cannot be reached');
  });

  it('says how the sign-in ended that the server asked for', async () => {
    const stage = open();
    const proof = await startProof(stage);
    await stage.meanwhile(() => {
      proof.end({ kind: 'unauthenticated', reason: 'expired' });
    });
    await heading('Your sign-in was not accepted');
    stage.backend.failing = { kind: 'not-signed-in', reason: 'blocked' };
    await stage.click('Sign in');
    await heading('The sign-in window was blocked');
  });

  it('opens a prepared message to the IT department, with the server’s words and no password', async () => {
    const stage = open();
    const proof = await startProof(stage);
    const failure = NINE[5]?.failure;
    if (!failure) throw new Error('The failure is missing.');
    await fail(stage, proof, 'auth', failure);
    const failedAt = new Date(stage.clock.now()).getMinutes();
    await stage.pass(7 * MINUTE);
    await stage.click('Ask your IT department');
    expect(await screen.findByText('A prepared message has opened in Outlook.')).toBeVisible();
    const [message] = stage.host.opened;
    expect(message?.htmlBody).toContain('Set-CASMailbox -Identity nora.lindqvist@fjordlight.example');
    expect(message?.htmlBody).toContain('535 5.7.139 disabled');
    expect(message?.htmlBody).toMatch(new RegExp(`:${String(failedAt).padStart(2, '0')} .*it stopped here`));
    expect(JSON.stringify(message)).not.toContain('Lighthouse-42');
  });

  it('comes back after a reload in the middle of proving, with everything but the password', async () => {
    const session = fakeKeep();
    const before = open({ session });
    await startProof(before);
    const kept = [...session.kept];
    before.unmount();

    const reloaded = fakeKeep();
    for (const [key, value] of kept) reloaded.write(key, value);
    open({ session: reloaded });
    await heading('Connect Microsoft 365');
    expect(screen.getByText(/The last check was interrupted/)).toBeVisible();
    expect(screen.getByLabelText('Password')).toHaveValue('');
    expect(JSON.stringify(kept)).not.toContain('Lighthouse-42');
  });

  it('asks a Gmail user for an app password, with the way there', async () => {
    const profile = { emailAddress: 'maya@gmail.com', displayName: 'Maya', accountType: 'gmail' } as const;
    const stage = open({ host: fakeHost({ profile }) });
    await stage.click('Set up');
    expect(await screen.findByLabelText('App password')).toBeVisible();
    expect(screen.getAllByRole('listitem')[0]).toHaveTextContent('2-Step Verification');
    await expectAccessible();
  });
});

describe('a proven channel', () => {
  async function save(stage: Stage): Promise<void> {
    const proof = await startProof(stage);
    const channel = aChannel();
    stage.backend.channels = [channel];
    await stage.meanwhile(() => {
      proof.line({ channel });
      proof.end();
    });
    await heading('Your channel is ready');
  }

  it('offers a real test message and shows what becomes of it', async () => {
    const stage = open();
    await save(stage);
    await expectAccessible();
    await stage.click('Send yourself a test message');
    expect(await screen.findByText('On its way to the server …')).toBeVisible();
    const [message] = stage.backend.messages;
    if (!message) throw new Error('No test message was sent.');
    await stage.meanwhile(() => {
      stage.backend.tell({ changed: 'message', message: accepted(message) });
    });
    expect(within(screen.getByRole('main')).getByText('Accepted. Look into your inbox in a moment.')).toBeVisible();
  });

  it('goes home when done, or to the draft that is being written', async () => {
    const reading = open();
    await save(reading);
    await reading.click('Done');
    await heading('Your channel');
    reading.unmount();

    const writing = open({ host: fakeHost({ item: 'message-compose' }) });
    await save(writing);
    await writing.click('Done');
    await heading('Send through your channel');
  });
});
