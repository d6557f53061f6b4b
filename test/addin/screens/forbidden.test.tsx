import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { CHANNEL_KINDS, DEFAULT_POLICIES, type Allowances } from '../../../src/domain/policies.ts';
import { recommend, type Evidence } from '../../../src/domain/recommendation.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { knownWords } from '../../../src/addin/words/trouble-words.ts';
import { wordsFor } from '../../../src/addin/words/words.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { fakeHost } from '../fakes/host.ts';
import { aChannel } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';

const SERVERS = { channelKinds: [...CHANNEL_KINDS], hosts: ['mail.firma.example'] };
const ACCOUNT: Evidence = { source: 'account-type', accountType: 'office365' };
const words = wordsFor('en-GB');

it('says on the first screen what was found and is not allowed, who says so, and what is allowed instead', async () => {
  const backend = fakeBackend();
  const because = { policy: 'hosts' as const, allowed: SERVERS };
  backend.answers.recommend = async () =>
    success({
      recommendations: [],
      withheld: { providerId: 'microsoft365', because },
      refusedBy: null,
      defaultChannel: null,
      defaultChannelOnlyFor: null,
      guess: serverAt('smtp.firma.example', 587),
      complete: true,
    });
  open({ backend });
  await heading('Your company does not allow this');
  expect(
    screen.getByText(
      'Microsoft 365 was found. Your company’s IT has set which mail servers may be used. This is none of them. Allowed servers: mail.firma.example.',
    ),
  ).toBeVisible();
  await expectAccessible();
});

it('recommends first what the company’s IT has filled in, and says that it was IT', async () => {
  const evidence = [
    { source: 'organisation' as const, server: serverAt('mail.firma.example', 465), username: '%EMAILADDRESS%' },
  ];
  open({ backend: fakeBackend({ evidence }) });
  await heading('Send through mail.firma.example');
  expect(screen.getByText('Recommended: your company’s IT has filled it in.')).toBeVisible();
});

it('says of a server that the company’s IT has filled in, and that does not answer, that IT can mend it', async () => {
  const server = serverAt('mail.firma.example', 465);
  const evidence = [{ source: 'organisation' as const, server, username: '%EMAILADDRESS%' }];
  const stage = open({ backend: fakeBackend({ evidence }) });
  await screen.findByText('Recommended: your company’s IT has filled it in.');
  await stage.click('Set up');
  await stage.user.type(await screen.findByLabelText('Password'), 'Lighthouse-42');
  await stage.click('Connect');
  await stage.meanwhile(() => {
    stage.backend.proofs[0]?.line({
      failure: { kind: 'name-not-found', stage: 'connect', host: server.host, port: server.port, detail: null },
    });
    stage.backend.proofs[0]?.end();
  });
  await heading('No mail server has this name');
  expect(screen.getByText('Your IT department can fix this')).toBeVisible();
  expect(screen.getByText(/^Your company’s IT has filled this server in for everybody\./)).toBeVisible();
  expect(screen.queryByText('You can fix this')).toBeNull();
  await stage.click('Ask your IT department');
  expect(stage.host.opened[0]?.htmlBody).toContain(
    'Could you look at the mail server that is filled in for all of us?',
  );
});

it('says on a channel that is not allowed any more who says so, what becomes of its mail, and where to go', async () => {
  const channels = [aChannel({ forbiddenBy: 'exchangePasswords' })];
  const stage = open({ backend: fakeBackend({ channels }) });
  await screen.findByRole('heading', { name: 'This channel is not allowed any more' });
  expect(
    await screen.findByText(/^Your company’s IT allows no passwords at Exchange Online\. Sign in there instead/),
  ).toBeVisible();
  expect(screen.getByText('Not allowed by IT')).toBeVisible();
  expect(screen.queryByText('Working')).toBeNull();
  expect(screen.getByText('What you have handed over still leaves. New messages need another way.')).toBeVisible();
  await expectAccessible();
  await stage.click('Send through another service');
  await heading('Send through a channel of your own');
});

it('leads to signing in where a password is what is not allowed', async () => {
  const channels = [aChannel({ forbiddenBy: 'exchangePasswords' })];
  const stage = open({ backend: fakeBackend({ channels, signIns: ['microsoft'] }) });
  await screen.findByRole('heading', { name: 'This channel is not allowed any more' });
  const [first] = await screen.findAllByRole('button', { name: 'Sign in with Microsoft instead' });
  if (!first) throw new Error('There is no such button.');
  await stage.user.click(first);
  await heading('Waiting for your sign-in');
});

it('hands over no draft to a channel that is not allowed any more, says what is allowed, and leads there', async () => {
  const channels = [aChannel({ forbiddenBy: 'hosts' })];
  const backend = fakeBackend({ channels });
  const allows = { ...DEFAULT_POLICIES, hosts: ['mail.firma.example'] };
  backend.answers.showAsker = async () => success({ isAdmin: false, isExpected: false, allows });
  const stage = open({ host: fakeHost({ item: 'message-compose' }), backend });
  expect(
    await screen.findByText(
      /^This channel is not allowed any more\. Your company’s IT has set .+ Allowed servers: mail\.firma\.example\. What you have handed over/,
    ),
  ).toBeVisible();
  expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
  await expectAccessible();
  await stage.click('Send through another service');
  await heading('Send through a channel of your own');
});

it.each([
  ['channelKinds', 'Allowed: signing in to your mailbox and your company’s own server.'],
  ['hosts', 'Allowed servers: mail.firma.example.'],
  ['exchangePasswords', 'Sign in there instead, where Postlane offers that, or choose another service.'],
  ['sharing', 'Allowed: signing in to your mailbox and your company’s own server.'],
] as const)('tells of what %s forbids what is allowed instead', (policy, next) => {
  const allowed = { channelKinds: ['sign-in' as const, 'company-server' as const], hosts: ['mail.firma.example'] };
  expect(knownWords(words, { kind: 'policy-forbids', policy, allowed })).toEqual({
    title: 'Your company does not allow this',
    explanation: words.forbidden.because[policy],
    next,
    whoCan: 'it',
  });
});

it('offers only the ways in that the company allows', async () => {
  const backend = fakeBackend({ signIns: ['microsoft'] });
  backend.answers.recommend = async () =>
    success({
      recommendations: recommend('nora.lindqvist@fjordlight.example', [ACCOUNT], ['microsoft'], false, {
        ...DEFAULT_POLICIES,
        channelKinds: ['password'],
      }),
      withheld: { providerId: 'gmail', because: { policy: 'hosts', allowed: SERVERS } },
      refusedBy: null,
      defaultChannel: null,
      defaultChannelOnlyFor: null,
      guess: serverAt('smtp.fjordlight.example', 587),
      complete: true,
    });
  const stage = open({ backend });
  // What the server says, not what Outlook told before.
  await screen.findByText(/^Gmail was found/);
  await stage.click('Set up');
  await heading('Connect Microsoft 365');
  expect(screen.getByLabelText('Password')).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Sign in with/ })).toBeNull();
});

describe('a choice of services', () => {
  async function choosing(allows: Partial<Allowances>, signIns: ('microsoft' | 'google')[] = []): Promise<Stage> {
    const backend = fakeBackend({ signIns });
    backend.answers.showAsker = async () =>
      success({ isAdmin: false, isExpected: false, allows: { ...DEFAULT_POLICIES, ...allows } });
    const stage = open({ backend });
    await stage.click('Send through another service');
    await heading('Choose a service');
    return stage;
  }
  /** Behind its letter. */
  const names = (kind: string) =>
    within(screen.getByRole('region', { name: kind }))
      .getAllByRole('button')
      .map(({ textContent }) => textContent.slice(1));
  const KIND = 'Your IT does not allow this kind';

  it('marks what the company does not allow, and why, before anything is typed', async () => {
    const stage = await choosing({ channelKinds: ['sign-in', 'password'] });
    expect(names('Sending services').every((name) => name.endsWith(KIND))).toBe(true);
    expect(names('Mailboxes').some((name) => name.endsWith(KIND))).toBe(false);
    await expectAccessible();
    await stage.click(`SendGrid ${KIND}`);
    await heading('Your company does not allow this');
    expect(
      screen.getByText(
        'Your company’s IT has set which kinds of channel may be used. This is none of them. Allowed: signing in to your mailbox and your mailbox by a password.',
      ),
    ).toBeVisible();
    expect(screen.queryByLabelText('API key')).toBeNull();
    await expectAccessible();
    await stage.click('Back');
    await heading('Choose a service');
  });

  it('marks by its server, and begins with the region that is allowed', async () => {
    const stage = await choosing({ hosts: ['smtp.eu.sparkpostmail.com', '*.amazonaws.com'] });
    expect(names('Sending services')).toContain('SendGridYour IT does not allow its server');
    // Which server that is, the rep says.
    expect(names('Sending services')).toContain('Amazon SES');
    await stage.click('SparkPost');
    await heading('Connect SparkPost');
    expect(screen.getByLabelText('Region')).toHaveDisplayValue('European Union');
    await stage.user.selectOptions(screen.getByLabelText('Region'), 'United States');
    await heading('Your company does not allow this');
    expect(screen.queryByLabelText('API key')).toBeNull();
    await stage.user.selectOptions(screen.getByLabelText('Region'), 'European Union');
    await heading('Connect SparkPost');
    expect(screen.getByLabelText('API key')).toBeVisible();
  });

  it('marks no service that lets its people in by a way that is allowed, and offers that way alone', async () => {
    const stage = await choosing({ exchangePasswords: false }, ['microsoft']);
    await stage.click('Microsoft 365');
    await heading('Connect Microsoft 365');
    expect(screen.queryByRole('button', { name: /password/i })).toBeNull();
  });

  it('marks Microsoft 365 where passwords are not allowed there and nobody can sign in', async () => {
    await choosing({ exchangePasswords: false });
    expect(names('Mailboxes')).toContain('Microsoft 365Your IT allows no password here');
  });

  it('leads to a server by hand with those that are allowed, and says so of one that is not', async () => {
    const stage = await choosing({ hosts: ['mail.firma.example'] });
    await stage.click('Enter a mail server by hand');
    await heading('Connect a mail server');
    expect(screen.getByText('Allowed servers: mail.firma.example.')).toBeVisible();
    const server = screen.getByLabelText('Server');
    await stage.user.type(server, 'mail.elsewhere.example');
    await stage.user.tab();
    expect(
      screen.getByText(/^Your company’s IT has set which mail servers may be used\. This is none of them/),
    ).toBeVisible();
    await expectAccessible();
    await stage.user.clear(server);
    await stage.user.type(server, 'mail.firma.example');
    await stage.user.tab();
    expect(screen.queryByText(/Your company’s IT has set which mail servers/)).toBeNull();
  });

  it('marks nothing while the server has not said what is allowed', async () => {
    const backend = fakeBackend();
    backend.answers.showAsker = async () => failed({ kind: 'backend-away' });
    const stage = open({ backend });
    await stage.click('Send through another service');
    await heading('Choose a service');
    expect(screen.queryByText(/Your IT/)).toBeNull();
  });
});
