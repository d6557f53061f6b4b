import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { ConnectLine } from '../../../src/contract/shapes.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { PROVIDERS, type ProviderId } from '../../../src/domain/provider.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aDraft, fakeHost } from '../fakes/host.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';

const rejected: DeliveryFailure = {
  kind: 'password-rejected',
  stage: 'auth',
  reply: { code: 535, enhanced: null, text: 'Authentication failed: Bad username / password' },
};

/** A channel at a service whose customers log in with a key. */
const keyed = (providerId: ProviderId, change: Parameters<typeof aChannel>[0] = {}) => {
  const { server, secret } = PROVIDERS[providerId];
  const at = server ?? {
    host: 'email-smtp.eu-west-1.amazonaws.com',
    port: 587 as const,
    security: 'starttls' as const,
  };
  return aChannel({ providerId, secret, server: at, passwordEndsOn: null, ...change });
};
const broken = { health: { state: 'broken', since: NOW, because: rejected } } as const;

const shown = (channel: ReturnType<typeof aChannel>): Stage => open({ backend: fakeBackend({ channels: [channel] }) });

/** Everything that stands on the screen. */
const everything = (): string => document.body.textContent.replace('No password is in it', '');

async function refused(service: string): Promise<Stage> {
  const stage = open();
  await stage.click('Send through another service');
  await stage.click(new RegExp(`^${service}`));
  await heading(`Connect ${service}`);
  for (const field of screen.queryAllByRole('textbox')) {
    if ((field as HTMLInputElement).value === '') await stage.user.type(field, 'eu-west-1');
  }
  const secret = document.querySelector<HTMLInputElement>('input[type="password"]');
  if (!secret) throw new Error('Nothing asks for a secret.');
  await stage.user.type(secret, 'SG.wrong');
  await stage.click('Connect');
  await stage.meanwhile(() => {
    const [proof] = stage.backend.proofs;
    const lines: ConnectLine[] = [
      { step: 'auth', outcome: 'failed', milliseconds: 3, failure: rejected },
      { failure: rejected },
    ];
    for (const line of lines) proof?.line(line);
    proof?.end();
  });
  return stage;
}

describe('a key that is not taken', () => {
  it('is called what its service calls it, and nowhere a password', async () => {
    const stage = await refused('Resend');
    await heading('The API key was not accepted');
    expect(screen.getByText(/^Resend did not take this API key\./)).toBeVisible();
    expect(screen.getByText(/^Copy the API key once more from the account at Resend/)).toBeVisible();
    expect(everything()).not.toMatch(/password|region/);
    await expectAccessible();
    await stage.click('Ask your IT department');
    const letter = stage.host.opened[0];
    expect(letter?.subject).toBe('Sending mail: The API key was not accepted');
    expect(letter?.htmlBody).toContain('by SMTP submission with our API key at Resend.');
    expect(letter?.htmlBody).toMatch(/Could you look whether this API key still counts.+In the account at Resend/s);
    expect(letter?.htmlBody.replace(/The server’s words: [^<]*/, '')).not.toMatch(/password/);
  });

  it.each([
    ['SparkPost', 'United States'],
    ['Amazon SES', 'eu-west-1'],
  ])('may be of another region at %s, which has several', async (service, region) => {
    await refused(service);
    expect(
      await screen.findByText(
        new RegExp(`${service} has several regions, and each takes only its own: look whether yours is “${region}”\\.`),
      ),
    ).toBeVisible();
  });
});

it('an app password that is not taken is told from the account’s own, with the way to one', async () => {
  await refused('Gmail');
  await heading('The app password was not accepted');
  expect(screen.getByText(/^Gmail takes an app password here, and never .* It has 16 letters\.$/)).toBeVisible();
  expect(screen.getByText(/^Create an app password as described here/)).toBeVisible();
  expect(screen.getAllByRole('listitem')[0]).toHaveTextContent('2-Step Verification');
});

describe('a channel with a key', () => {
  it('is looked after as one', async () => {
    const stage = shown(keyed('sendgrid'));
    await stage.click('Manage this channel');
    expect(screen.getByLabelText('My API key ends')).toBeVisible();
    expect(screen.getByRole('button', { name: 'I am changing my API key' })).toBeVisible();
    await stage.click('Remove');
    expect(screen.getByText(/^The stored API key is erased\./)).toBeVisible();
    expect(everything()).not.toMatch(/password/);
    await stage.click('Enter a new API key');
    await heading('Enter a new API key');
    await stage.click('Check and keep');
    expect(await screen.findByText('Enter the API key.')).toBeVisible();
    expect(everything()).not.toMatch(/password/);
  });

  it('is mended by one, and Outlook’s own bar says so', async () => {
    const stage = shown(keyed('postmark', broken));
    expect(await screen.findByText('Your server API token is no longer accepted')).toBeVisible();
    expect(stage.host.notice?.text).toMatch(/^Your mail server no longer takes your server API token,/);
    expect(stage.host.notice?.button).toBe('Enter the new server API token');
    await stage.click('Repair');
    expect(
      await screen.findByText(/no longer accepted\. Enter the server API token that smtp\.postmarkapp\.com/),
    ).toBeVisible();
    expect(everything()).not.toMatch(/password/);
  });

  it('waits for its new one, and says so of a draft', async () => {
    open({
      host: fakeHost({ item: 'message-compose', draft: aDraft() }),
      backend: fakeBackend({ channels: [keyed('brevo', { heldSince: NOW })] }),
    });
    expect(
      await screen.findByText('You are changing your SMTP key. The message waits until you have entered the new one.'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Enter the new SMTP key' })).toBeVisible();
  });
});

describe('a mailbox at a service with regions', () => {
  it('may be in another one, when its password is not taken', async () => {
    const stage = shown(keyed('zoho-eu', { ...broken, username: 'nora@fjordlight.example' }));
    await stage.click('Repair');
    await stage.user.type(await screen.findByLabelText('Password'), 'wrong');
    await stage.click('Repair');
    await stage.meanwhile(() => {
      stage.backend.proofs[0]?.line({ failure: rejected });
      stage.backend.proofs[0]?.end();
    });
    await heading('The password was not accepted');
    expect(screen.getByText(/has several regions.+“European Union”/)).toBeVisible();
  });
});
