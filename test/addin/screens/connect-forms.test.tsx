import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Evidence } from '../../../src/domain/recommendation.ts';
import type { AskedName } from '../../../src/domain/short-form.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { fakeHost, NORA } from '../fakes/host.ts';
import { heading, open, type Stage } from '../stage.tsx';

const field = (name: string) => screen.getByLabelText(name);

async function choose(stage: Stage, name: string): Promise<void> {
  await stage.click('Send through another service');
  await stage.click(name);
  await heading(`Connect ${name}`);
}

/** A service at which each kind of user name is asked for: its label, what it begins with, and what is said while it is empty. */
const NAMES: Record<
  AskedName,
  { at: string; label: string; begins: string; empty: string; secret: string; part?: string }
> = {
  address: {
    at: 'Fastmail',
    label: 'Email address you sign in with',
    begins: NORA.emailAddress,
    empty: 'Enter the address you sign in with.',
    secret: 'App password',
  },
  'address-there': {
    at: 'iCloud Mail',
    label: 'Email address you sign in with',
    begins: '',
    empty: 'Enter the address you sign in with.',
    secret: 'App password',
  },
  'local-part': {
    at: 'WEB.DE',
    label: 'User name',
    begins: '',
    empty: 'Enter what stands before the @ in your address there.',
    secret: 'Password',
  },
  postmaster: {
    at: 'Mailgun',
    label: 'SMTP user',
    begins: 'postmaster@fjordlight.example',
    empty: 'Enter the SMTP user, such as postmaster@ and your sending domain.',
    secret: 'SMTP password',
  },
  'user-name': { at: 'SMTP2GO', label: 'User name', begins: '', empty: 'Enter the user name.', secret: 'Password' },
  'smtp-user-name': {
    at: 'Amazon SES',
    label: 'SMTP user name',
    begins: '',
    empty: 'Enter the SMTP user name.',
    secret: 'SMTP password',
    part: 'Region',
  },
  'smtp-login': { at: 'Brevo', label: 'SMTP login', begins: '', empty: 'Enter the SMTP login.', secret: 'SMTP key' },
  'api-key': { at: 'Mailjet', label: 'API key', begins: '', empty: 'Enter the API key.', secret: 'Secret key' },
};

describe('a service that was chosen asks for its kind of user name', () => {
  it.each(Object.entries(NAMES))('%s', async (_, { at, label, begins, empty, secret, part }) => {
    const stage = open();
    await choose(stage, at);
    expect(field(label)).toHaveValue(begins);
    if (part !== undefined) await stage.user.type(field(part), 'eu-west-1');
    await stage.user.type(field(secret), 's3cret');
    await stage.user.clear(field(label));
    await stage.click('Connect');
    expect(await screen.findByText(empty)).toBeVisible();
    expect(field(label)).toHaveFocus();
    expect(stage.backend.proofs).toEqual([]);
    await stage.user.type(field(label), 'the.name');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toMatchObject({
      username: 'the.name',
      credential: { kind: 'password', password: 's3cret' },
    });
  });

  it.each([
    ['SendGrid', 'API key'],
    ['Postmark', 'Server API token'],
  ])('or for none, at %s: the sender stands for it', async (at, secret) => {
    const stage = open();
    await choose(stage, at);
    expect(screen.queryAllByRole('textbox')).toEqual([]);
    await stage.user.type(field(secret), 's3cret');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toMatchObject({ username: NORA.emailAddress });
  });

  it.each([
    ['SMTP2GO', 'Password', true],
    ['Brevo', 'SMTP key', false],
  ])('at %s, and says of a space at the end of its %s whether it counts', async (at, secret, counts) => {
    const stage = open();
    await choose(stage, at);
    await stage.user.type(field(secret), 's3cret');
    expect(screen.queryByText(/^It begins or ends with a space/)).toBeNull();
    await stage.user.type(field(secret), ' ');
    expect(screen.queryByText(/^It begins or ends with a space/) !== null).toBe(counts);
  });

  it('and for the number of the server where there are many', async () => {
    const stage = open();
    await choose(stage, 'OVHcloud Exchange, Email Pro');
    await stage.user.type(field('Password'), 's3cret');
    await stage.click('Connect');
    expect(await screen.findByText('Enter the number of your server, such as 5.')).toBeVisible();
    await stage.user.type(field('Server number'), 'ex5');
    expect(await screen.findByText('The number alone, such as 5.')).toBeVisible();
    await stage.user.clear(field('Server number'));
    await stage.user.type(field('Server number'), '5');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toMatchObject({
      providerId: 'ovh-exchange',
      server: { host: 'ex5.mail.ovh.net' },
    });
  });
});

describe('a server that was found', () => {
  it('asks for what the server wants that was typed over the one found, and leaves the rep in the field', async () => {
    const found: Evidence = {
      source: 'srv',
      server: serverAt('smtp.sendgrid.net', 587),
      name: '_submission._tcp.x.example',
    };
    const profile = { ...NORA, accountType: 'enterprise' } as const;
    const stage = open({ host: fakeHost({ profile }), backend: fakeBackend({ evidence: [found] }) });
    await stage.click('Set up');
    expect(await screen.findByLabelText('API key')).toBeVisible();
    await stage.click('Details');
    expect(screen.queryByRole('textbox', { name: 'User name' })).toBeNull();
    const server = screen.getByRole('textbox', { name: 'Server' });
    await stage.user.clear(server);
    await stage.user.type(server, 'mail.fjordlight.example');
    expect(server).toHaveFocus();
    const name = screen.getByRole('textbox', { name: 'User name' });
    await stage.user.clear(name);
    await stage.user.type(name, 'nora.l');
    await stage.user.type(screen.getByLabelText('Password'), 'Lighthouse-42');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toMatchObject({
      providerId: 'custom',
      server: { host: 'mail.fjordlight.example' },
      username: 'nora.l',
    });
  });

  it('may be down when it does not answer; of one that was typed name and port are to be checked', async () => {
    const stage = open();
    const away = { kind: 'connection-timed-out', stage: 'connect', host: 'h', port: 587, detail: null } as const;
    const fails = () =>
      stage.meanwhile(() => {
        stage.backend.proofs.at(-1)?.line({ failure: away });
        stage.backend.proofs.at(-1)?.end();
      });
    await stage.click('Set up');
    await stage.user.type(await screen.findByLabelText('Password'), 'Lighthouse-42');
    await stage.click('Connect');
    await fails();
    expect(await screen.findByText(/^It may be down for a while/)).toBeVisible();
    expect(screen.getByText(/^Try again in a while\./)).toBeVisible();
    expect(screen.queryByRole('textbox', { name: 'Server' })).toBeNull();
    await stage.click('Details');
    const server = screen.getByRole('textbox', { name: 'Server' });
    await stage.user.clear(server);
    await stage.user.type(server, 'smpt.fjordlight.example');
    await stage.click('Try again');
    await fails();
    expect(await screen.findByText(/^Check the server name and port\./)).toBeVisible();
  });

  it('asks for no part of a server’s name that was found whole', async () => {
    const host = 'email-smtp.eu-west-1.amazonaws.com';
    const found: Evidence = { source: 'srv', server: serverAt(host, 587), name: '_submission._tcp.x.example' };
    const profile = { ...NORA, accountType: 'enterprise' } as const;
    const stage = open({ host: fakeHost({ profile }), backend: fakeBackend({ evidence: [found] }) });
    await stage.click('Set up');
    await stage.user.type(await screen.findByLabelText('SMTP user name'), 'AKIA7');
    expect(screen.queryByLabelText('Region')).toBeNull();
    await stage.user.type(screen.getByLabelText('SMTP password'), 's3cret');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toMatchObject({ providerId: 'amazon-ses', server: { host } });
  });
});
