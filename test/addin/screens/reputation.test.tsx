import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { failed, success } from '../../../src/domain/result.ts';
import type { Reputation } from '../../../src/domain/reputation.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { NORA } from '../fakes/host.ts';
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
    ['reject', /^fjordlight.example asks recipients to refuse mail .* proves it by DKIM alone/],
    ['quarantine', /^fjordlight.example asks recipients to take mail for spam .* proves it by DKIM alone/],
  ] as const)('it hangs on a signature that nobody sees from here, and on %s: that is said', async (dmarc, said) => {
    const reputation: Reputation = { ...REFUSED, dmarc, dkim: 'unclear', standing: 'if-signed' };
    const stage = open({ backend: fakeBackend({ reputation }) });
    await stage.click('Set up');
    expect(await screen.findByText(said)).toBeVisible();
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
    expect(screen.queryByText(/^fjordlight.example asks recipients/)).toBeNull();
  });
});
