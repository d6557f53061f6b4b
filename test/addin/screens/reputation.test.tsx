import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { failed, success } from '../../../src/domain/result.ts';
import type { Reputation } from '../../../src/domain/reputation.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aDraft, fakeHost, NORA } from '../fakes/host.ts';
import { aChannel } from '../fakes/mail.ts';
import { expectAccessible, open } from '../stage.tsx';

const REFUSED: Reputation = {
  domain: 'fjordlight.example',
  providerId: 'microsoft365',
  spf: 'lacks-it',
  dkim: 'absent',
  dmarc: 'reject',
  standing: 'refused',
  missing: [
    {
      type: 'TXT',
      name: 'fjordlight.example',
      value: 'v=spf1 include:spf.protection.outlook.com mx -all',
      replaces: 'v=spf1 mx -all',
    },
    { type: 'CNAME', name: 'selector1._domainkey.fjordlight.example', value: null, replaces: null },
  ],
};

const DOUBTFUL: Reputation = {
  ...REFUSED,
  providerId: 'sendgrid',
  spf: 'unclear',
  dkim: 'unclear',
  standing: 'doubtful',
};
const OPERATORS = {
  providerId: 'default-channel',
  server: { host: '', port: 465, security: 'tls' },
  credential: 'operator',
} as const;

const DRAWN = { 'M3 8.5 6.5': 'check', 'M8 2.5 14': 'warning', 'M6.25 6.5c': 'question' };
/** The sign in front of a sentence. */
function shapeBeside(sentence: HTMLElement): string | undefined {
  const drawing = sentence.closest('p')?.querySelector('svg')?.innerHTML ?? '';
  return Object.entries(DRAWN).find(([path]) => drawing.includes(path))?.[1];
}

async function letter(stage: ReturnType<typeof open>): Promise<string> {
  await stage.click('Copy a message for your IT department');
  return navigator.clipboard.readText();
}

const section = (name: string) => screen.findByRole('heading', { level: 2, name });

describe('the channel’s page', () => {
  it('says whether recipients see whose mail it is, and on demand why, and what IT should add', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], reputation: REFUSED }) });
    await section('Reputation');
    expect(screen.getByText(/its DNS asks them not to trust such mail/)).toBeVisible();
    await stage.click('What your company’s DNS says');
    expect(screen.getByText('SPF names other servers, but not Microsoft 365.')).toBeVisible();
    expect(screen.getByText('DKIM has no key for the signatures of Microsoft 365.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Record at fjordlight.example' })).toHaveValue(
      'fjordlight.example TXT "v=spf1 include:spf.protection.outlook.com mx -all"\nIt takes the place of: "v=spf1 mx -all"',
    );
    expect(screen.getByRole('textbox', { name: 'Record at selector1._domainkey.fjordlight.example' })).toHaveValue(
      'selector1._domainkey.fjordlight.example CNAME (as Microsoft 365 shows it in its administration)',
    );
    await expectAccessible();
  });

  it.each([
    ['signed', 'lacks-it', 'DKIM has a key for the signatures of Microsoft 365.'],
    ['unclear', 'of-provider', /^SPF does not help here: Microsoft 365 has bounces come to a name of its own/],
    ['signed', 'by-address', /^SPF names addresses and not Microsoft 365 itself\. Whether they are its addresses/],
    ['signed', 'no-room', /^SPF names other servers, but not Microsoft 365, and has no room for it/],
  ] as const)('says that it hangs on the signature, with DKIM %s and SPF %s', async (dkim, spf, said) => {
    const reputation: Reputation = { ...REFUSED, dkim, spf, standing: 'if-signed', missing: [] };
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], reputation }) });
    await section('Reputation');
    expect(screen.getByText(/once Microsoft 365 signs it by DKIM/)).toBeVisible();
    await stage.click('What your company’s DNS says');
    expect(screen.getByText(said)).toBeVisible();
  });

  it('says what could not be looked up', async () => {
    const reputation: Reputation = {
      ...REFUSED,
      spf: 'not-looked-up',
      dmarc: 'not-looked-up',
      standing: 'unclear',
      missing: [],
    };
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], reputation }) });
    await section('Reputation');
    await stage.click('What your company’s DNS says');
    expect(screen.getByText('SPF could not be looked up.')).toBeVisible();
    expect(screen.getByText('DMARC could not be looked up.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Copy for your IT department' })).toBeNull();
  });

  it('warns where nobody sees whether mail is signed that the domain has refused otherwise, and tells IT what to look at', async () => {
    const reputation: Reputation = { ...DOUBTFUL, missing: [] };
    const stage = open({ backend: fakeBackend({ channels: [aChannel({ providerId: 'sendgrid' })], reputation }) });
    await section('Reputation');
    const verdict = screen.getByText(/Whether SendGrid signs for it does not show from here/);
    expect(shapeBeside(verdict)).toBe('warning');
    expect(await letter(stage)).toMatch(/p=reject: recipients refuse .* signs with DKIM as fjordlight.example/s);
    await stage.click('What your company’s DNS says');
    expect(shapeBeside(screen.getByText(/^DMARC asks recipients to refuse/))).toBe('warning');
    await expectAccessible();
  });

  it.each([
    ['proven', 'check'],
    ['if-signed', 'question'],
    ['refused', 'warning'],
  ] as const)(
    'ticks the policy and the key only where mail is known to prove itself: %s has a %s',
    async (standing, shape) => {
      const reputation: Reputation = { ...REFUSED, dkim: 'signed', standing };
      const stage = open({ backend: fakeBackend({ channels: [aChannel()], reputation }) });
      await section('Reputation');
      await stage.click('What your company’s DNS says');
      expect(shapeBeside(screen.getByText(/^DMARC asks recipients to refuse/))).toBe(shape);
      const key = screen.getByText('DKIM has a key for the signatures of Microsoft 365.');
      expect(shapeBeside(key)).toBe(standing === 'proven' ? 'check' : 'question');
    },
  );

  it.each([
    ['unclear', 'google-workspace', true],
    ['absent', 'microsoft365', true],
    ['signed', 'microsoft365', false],
    ['unclear', 'custom', false],
  ] as const)(
    'with DKIM %s at %s says whether the records may be a part of them: %s',
    async (dkim, providerId, isPart) => {
      const reputation: Reputation = { ...REFUSED, dkim, providerId };
      const stage = open({ backend: fakeBackend({ channels: [aChannel()], reputation }) });
      await section('Reputation');
      await stage.click('What your company’s DNS says');
      expect(screen.queryAllByText(/^This may be only a part:/)).toHaveLength(isPart ? 1 : 0);
    },
  );

  it('of the operator’s channel says that it is shared, and warns where its mail would be refused', async () => {
    const reputation: Reputation = { ...DOUBTFUL, providerId: 'default-channel', missing: [] };
    const backend = fakeBackend({ channels: [aChannel(OPERATORS)] });
    const asked: unknown[] = [];
    backend.answers.judgeReputation = async ({ body }) => {
      asked.push(body);
      return success({ reputation });
    };
    const home = open({ host: fakeHost({ item: 'message-read' }), backend });
    await section('Reputation');
    expect(asked).toEqual([{ emailAddress: aChannel().sender.address, host: null }]);
    expect(screen.getByText(/Whether the default channel can prove it does not show from here/)).toBeVisible();
    expect(screen.getByText(/^The default channel’s reputation is shared/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /IT department/ })).toBeNull();
    home.unmount();
    open({ host: fakeHost({ item: 'message-compose', draft: aDraft() }), backend });
    expect(await screen.findByText(/Set up a channel of your own, or ask whoever runs Postlane before/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send' })).toBeEnabled();
  });

  it.each([
    ['a mail service’s own domain', fakeBackend({ channels: [aChannel()] })],
    ['a server that cannot be asked', backendAway()],
  ])('says nothing of %s', async (_, backend) => {
    open({ backend });
    await section('Last messages');
    expect(backend.asked).toContain('judgeReputation');
    expect(screen.queryByRole('heading', { name: 'Reputation' })).toBeNull();
  });
});

function backendAway() {
  const backend = fakeBackend({ channels: [aChannel()] });
  backend.answers.judgeReputation = async () => failed({ kind: 'backend-away' });
  return backend;
}

describe('before a channel is set up', () => {
  it('its mail would be refused: that is said, and stops nobody', async () => {
    const stage = open({ backend: fakeBackend({ reputation: REFUSED }) });
    await stage.click('Set up');
    expect(await screen.findByText(/^fjordlight.example asks recipients to refuse mail/)).toBeVisible();
    await stage.user.type(await screen.findByLabelText('Password'), 'Lighthouse-42');
    await stage.click('Connect');
    expect(stage.backend.proofs).toHaveLength(1);
  });

  it.each([
    ['reject', /^fjordlight.example tells recipients to refuse mail .* Whether SendGrid signs for it/],
    ['quarantine', /^fjordlight.example tells recipients to treat as spam mail .* Whether SendGrid signs for it/],
  ] as const)(
    'nobody sees whether it is signed, and the domain says %s: that is said, with a message for IT',
    async (dmarc, said) => {
      const stage = open({ backend: fakeBackend({ reputation: { ...DOUBTFUL, dmarc } }) });
      await stage.click('Set up');
      expect(await screen.findByText(said)).toBeVisible();
      expect(await letter(stage)).toContain(`says p=${dmarc}`);
      await stage.user.type(screen.getByLabelText('Password'), 'Lighthouse-42');
      await stage.click('Connect');
      expect(stage.backend.proofs).toHaveLength(1);
    },
  );

  it('the operator’s channel says before its button what becomes of such mail', async () => {
    const reputation: Reputation = { ...REFUSED, providerId: 'default-channel', missing: [] };
    const backend = fakeBackend({ reputation, defaultChannel: { recipientsPerDay: 50, recipientsPerMessage: 20 } });
    open({ backend });
    const warning = await screen.findByText(/mail by the default channel cannot prove it/);
    const use = screen.getByRole('button', { name: 'Use the default channel' });
    expect(warning.compareDocumentPosition(use) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('by hand too, once the fields are left: no half-typed name is asked for', async () => {
    const asked: unknown[] = [];
    const backend = fakeBackend();
    backend.answers.judgeReputation = async ({ body }) => {
      asked.push(body);
      return success({ reputation: REFUSED });
    };
    const stage = open({ backend });
    await stage.click('Send through another service');
    await stage.click('Enter a mail server by hand');
    await stage.user.type(await screen.findByLabelText('Server'), 'smtp.office365.com');
    expect(asked).toEqual([]);
    await stage.user.tab();
    const emailAddress = NORA.emailAddress;
    expect(asked).toEqual([{ emailAddress, host: 'smtp.office365.com' }]);
    expect(await screen.findByText(/^fjordlight.example asks recipients to refuse mail/)).toBeVisible();

    const sender = screen.getByLabelText('Sender address');
    await stage.user.clear(sender);
    await stage.user.tab();
    await stage.user.type(sender, 'sales@fjordlight');
    await stage.user.tab();
    expect(asked).toHaveLength(1);
    await stage.user.type(sender, '.example');
    await stage.user.tab();
    expect(asked.slice(1)).toEqual([{ emailAddress: 'sales@fjordlight.example', host: 'smtp.office365.com' }]);
    // To be left as it is changes nothing.
    await stage.user.click(sender);
    await stage.user.tab();
    expect(asked).toHaveLength(2);
  });

  it.each([
    { standing: 'proven' },
    { standing: 'unproven', dmarc: 'none' },
    { standing: 'unclear' },
    // There is a key, so somebody had it made.
    { standing: 'if-signed', dkim: 'signed' },
    { standing: 'if-signed', dkim: 'unclear', dmarc: 'none' },
  ] as const)('nothing is said while it is %j', async (found) => {
    const stage = open({ backend: fakeBackend({ reputation: { ...REFUSED, ...found } }) });
    await stage.click('Set up');
    await screen.findByLabelText('Password');
    expect(stage.backend.asked).toContain('judgeReputation');
    expect(screen.queryByText(/^fjordlight.example (asks|tells) recipients/)).toBeNull();
  });
});
