import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { fakeBackend } from '../fakes/backend.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { NORA } from '../fakes/host.ts';
import { expectAccessible, heading, open, saidAloud, type Stage } from '../stage.tsx';

async function choose(stage: Stage, name: string): Promise<void> {
  await stage.click('Send through another service');
  await stage.click(name);
}

const field = (name: string) => screen.getByLabelText(name);
const fieldNames = () =>
  screen.queryAllByRole<HTMLInputElement>('textbox').map(({ labels }) => labels?.[0]?.textContent);

describe('choosing a service', () => {
  it('shows every one, grouped, each once', async () => {
    const stage = open();
    await stage.click('Send through another service');
    await heading('Choose a service');
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      'Mailboxes',
      'Sending services',
      'Hosting companies',
    ]);
    const sending = screen.getByRole('region', { name: 'Sending services' });
    expect(within(sending).getAllByRole('button', { name: 'SparkPost' })).toHaveLength(1);
    await expectAccessible();
  });

  it('finds by a name, a server or an address, and says how many fit', async () => {
    const stage = open();
    await stage.click('Send through another service');
    await saidAloud('2 services fit.', () => stage.user.type(field('Search'), 'zoho'));
    expect(screen.queryByRole('button', { name: 'SendGrid' })).toBeNull();
    await stage.user.clear(field('Search'));
    await stage.user.type(field('Search'), 'marie@web.de{Enter}');
    await heading('Connect WEB.DE');
  });

  it.each([
    ['marie@gmx.com', 'GMX', 'International'],
    ['smtp.eu.mailgun.org', 'Mailgun', 'European Union'],
  ])('opens the region of what was searched for: %s', async (typed, name, region) => {
    const stage = open();
    await stage.click('Send through another service');
    await stage.user.type(field('Search'), `${typed}{Enter}`);
    await heading(`Connect ${name}`);
    expect(field('Region')).toHaveDisplayValue(region);
  });

  it('leads from a search in vain to entering what was searched for', async () => {
    const stage = open();
    await stage.click('Send through another service');
    await stage.user.type(field('Search'), 'smtp.small-host.example');
    expect(await screen.findByText(/No service of this name is known here/)).toBeVisible();
    await stage.click('Enter a mail server by hand');
    await heading('Connect a mail server');
    expect(field('Server')).toHaveValue('smtp.small-host.example');
    await stage.click('Back');
    await heading('Choose a service');
    await stage.click('Back');
    await heading('Send through Microsoft 365');
  });
});

describe('a service that was chosen', () => {
  it('asks for an API key alone where the user name is the same for all', async () => {
    const stage = open();
    await choose(stage, 'SendGrid');
    await heading('Connect SendGrid');
    expect(fieldNames()).toEqual([]);
    expect(field('Region')).toHaveDisplayValue('Global');
    expect(screen.getByText(/An API key with the permission “Mail Send”/)).toBeVisible();
    expect(screen.getByRole('list', { name: 'What speaks for it' })).toHaveTextContent(
      'Bound to your company’s domain, not to one person',
    );
    await expectAccessible();
    await stage.click('Connect');
    expect(await screen.findByText('Enter the API key.')).toBeVisible();
    expect(field('API key')).toHaveFocus();
    await stage.user.type(field('API key'), 'SG.key');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toEqual({
      providerId: 'sendgrid',
      server: { host: 'smtp.sendgrid.net', port: 587, security: 'starttls' },
      username: NORA.emailAddress,
      sender: { name: NORA.displayName, address: NORA.emailAddress },
      credential: { kind: 'password', password: 'SG.key' },
    });
  });

  it('goes to the server of the region that is picked', async () => {
    const stage = open();
    await choose(stage, 'SparkPost');
    await heading('Connect SparkPost');
    await stage.user.selectOptions(field('Region'), 'European Union');
    await stage.user.type(field('API key'), 'key');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toMatchObject({
      providerId: 'sparkpost-eu',
      server: { host: 'smtp.eu.sparkpostmail.com', port: 587 },
    });
  });

  it('takes any region where there are many, and says what one looks like', async () => {
    const stage = open();
    await choose(stage, 'Amazon SES');
    await heading('Connect Amazon SES');
    expect(fieldNames()).toEqual(['Region', 'SMTP user name']);
    await stage.user.type(field('SMTP password'), 'secret');
    await stage.click('Connect');
    expect(await screen.findByText('Enter the region, such as eu-west-1.')).toBeVisible();
    expect(screen.getByText('Enter the SMTP user name.')).toBeVisible();
    expect(field('Region')).toHaveFocus();
    await stage.user.type(field('Region'), 'Ireland');
    expect(await screen.findByText('Regions look like eu-west-1.')).toBeVisible();
    await expectAccessible();
    await stage.user.clear(field('Region'));
    await stage.user.type(field('Region'), ' EU-west-1 ');
    await stage.user.type(field('SMTP user name'), 'AKIA7');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toMatchObject({
      providerId: 'amazon-ses',
      server: { host: 'email-smtp.eu-west-1.amazonaws.com', port: 587, security: 'starttls' },
      username: 'AKIA7',
    });
  });

  it('asks for the address and the app password of a mailbox elsewhere, with the way to one and what it allows', async () => {
    const stage = open();
    await choose(stage, 'iCloud Mail');
    await heading('Connect iCloud Mail');
    expect(field('Email address you sign in with')).toHaveValue('');
    expect(field('App password')).toHaveValue('');
    expect(screen.getByText(/Switch on two-step verification in your iCloud Mail account/)).toBeVisible();
    expect(screen.getByRole('list', { name: 'What to know' })).toHaveTextContent(
      /Each person sets it up.*1,000 recipients a day/,
    );
    await expectAccessible();
  });

  it('has the rest under Details, but for a server that would be another’s', async () => {
    const stage = open();
    await choose(stage, 'Postmark');
    await heading('Connect Postmark');
    expect(field('Kind of mail')).toHaveDisplayValue('Single mails (transactional)');
    await stage.click('Details');
    expect(fieldNames()).toEqual(['Port', 'Sender address', 'Sender name']);
    expect(screen.getByText(/^It takes 587, 2525,? and 25\.$/)).toBeVisible();
    await expectAccessible();
  });

  it('says plainly when it takes no password and nobody can sign in there', async () => {
    const stage = open();
    await choose(stage, 'Outlook.com');
    await heading('Outlook.com takes no passwords from other programs');
    expect(screen.queryByRole('button', { name: 'Connect' })).toBeNull();
    await expectAccessible();
    await stage.click('Back');
    await heading('Choose a service');
  });

  it('is signed in to where that is offered, but not in a cloud where it is not', async () => {
    const stage = open({ backend: fakeBackend({ signIns: ['microsoft'] }) });
    await choose(stage, 'Microsoft 365');
    expect(await screen.findByRole('button', { name: 'Sign in with Microsoft' })).toBeEnabled();
    expect(screen.queryByLabelText('Password')).toBeNull();
    await stage.user.selectOptions(field('Cloud'), 'US Government, GCC High');
    expect(screen.queryByRole('button', { name: /Sign in with Microsoft/ })).toBeNull();
    await stage.user.type(field('Password'), 'secret');
    await stage.click('Connect');
    expect(stage.backend.proofs[0]?.request).toMatchObject({
      providerId: 'microsoft365-gcchigh',
      server: { host: 'smtp.office365.us' },
    });
  });

  it('comes back after a reload with its region, and without a token that was typed for a name', async () => {
    const session = fakeKeep();
    const before = open({ session });
    await choose(before, 'Amazon SES');
    await before.user.type(await screen.findByLabelText('Region'), 'eu-west-1');
    for (const [name, typed] of [
      ['SMTP user name', 't0ken'],
      ['SMTP password', 't0'],
      ['SMTP password', 'ken'],
    ] as const) {
      await before.user.type(field(name), typed);
      expect(JSON.stringify([...session.kept])).not.toContain('t0ken');
    }
    const kept = [...session.kept];
    before.unmount();

    const reloaded = fakeKeep();
    for (const [key, value] of kept) reloaded.write(key, value);
    open({ session: reloaded });
    await heading('Connect Amazon SES');
    expect(field('Region')).toHaveValue('eu-west-1');
  });

  it('comes back with the name that was typed beside another secret', async () => {
    const session = fakeKeep();
    const stage = open({ session });
    await choose(stage, 'Amazon SES');
    await stage.user.type(await screen.findByLabelText('SMTP user name'), 'AKIA7');
    await stage.user.type(field('SMTP password'), 's3cret');
    expect(JSON.stringify([...session.kept])).toContain('AKIA7');
    expect(JSON.stringify([...session.kept])).not.toContain('s3cret');
  });
});
