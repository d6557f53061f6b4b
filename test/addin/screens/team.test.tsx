import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { addressesIn } from '../../../src/addin/screens/team/addresses-in.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { aDomain, anInvitation, aShared, type TeamState } from '../fakes/team.ts';
import { expectAccessible, heading, open, saidAloud, type Stage } from '../stage.tsx';

const MEMBERS = ['elin', 'sven'].map((name, at) => ({
  id: `7d0c4c86-4444-4a5a-8d7a-4a3f1c01000${String(at)}`,
  sender: { name: name === 'elin' ? 'Elin Strand' : '', address: `${name}@fjordlight.example` },
  also: name === 'elin' ? ['sales@fjordlight.example'] : [],
  works: name === 'elin',
  joinedAt: NOW,
}));

async function inTeam(changes: Partial<TeamState> = {}): Promise<Stage> {
  const team = { domains: [], channels: [aShared()], invitations: [], ...changes };
  const stage = open({ backend: fakeBackend({ channels: [aChannel()], organisation: { channels: [] }, team }) });
  await stage.click('Your company’s channels');
  await heading('Your company');
  await stage.click('Share a channel with your team');
  await heading('Your team');
  return stage;
}

describe('the team’s screen', () => {
  it('begins with the administrator’s own domain, and shows the record that proves it', async () => {
    const stage = await inTeam();
    expect(await screen.findByLabelText('Domain behind the @')).toHaveValue('fjordlight.example');
    expect(screen.getByText('Prove a domain first.')).toBeVisible();
    await stage.click('Add domain');
    expect(await screen.findByText('_postlane.fjordlight.example')).toBeVisible();
    expect(screen.getByText(/^postlane-domain=/)).toBeVisible();
    expect(screen.getByText('Not proven yet')).toBeVisible();
    await expectAccessible();
  });

  it.each([
    ['missing', /^There is no record at that name yet/],
    ['other-value', /with another value/],
    ['unanswered', /did not answer just now/],
    ['taken', /^Another organisation has proven this domain/],
    ['found', 'The record is there: the domain is proven.'],
  ] as const)('says what a check found: %s', async (found, words) => {
    const domain = aDomain();
    const stage = await inTeam({ domains: [domain] });
    stage.backend.answers.checkDomain = async () => success({ domain, found, instead: [] });
    await stage.click('Check now');
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('gives the record in the fields that DNS pages have, each to be copied alone', async () => {
    const { record } = aDomain();
    const stage = await inTeam({ domains: [aDomain()] });
    await stage.click('Copy the name');
    expect(await navigator.clipboard.readText()).toBe(record.name);
    await stage.click('Copy the value');
    expect(await navigator.clipboard.readText()).toBe(record.value);
    expect(screen.getByText('TXT')).toBeVisible();
    expect(screen.getByText(/enter only _postlane\.$/)).toBeVisible();
    await expectAccessible();
  });

  it('shows what stands in the record’s place', async () => {
    const domain = aDomain();
    const stage = await inTeam({ domains: [domain] });
    stage.backend.answers.checkDomain = async () =>
      success({ domain, found: 'other-value', instead: ['postlane-domain=old'] });
    await stage.click('Check now');
    expect(await screen.findByText('postlane-domain=old')).toBeVisible();
  });

  it('says where to stop sharing before a domain can be removed', async () => {
    const stage = await inTeam({ domains: [aDomain({ provenAt: NOW })] });
    stage.backend.answers.removeDomain = async () => failed({ kind: 'conflict', reason: 'shared' });
    await stage.click('Remove fjordlight.example');
    expect(await screen.findByText(/Stop sharing it first, under “Channels to share” below/)).toBeVisible();
  });

  it('says what is wrong with a domain, beside it', async () => {
    const stage = await inTeam();
    stage.backend.answers.addDomain = async () =>
      failed({ kind: 'invalid-request', faults: [{ path: 'domain', fault: 'mail-service' }] });
    await stage.user.clear(await screen.findByLabelText('Domain behind the @'));
    await stage.user.type(screen.getByLabelText('Domain behind the @'), 'gmail.com');
    await stage.click('Add domain');
    expect(await screen.findByText(/^This is a mail service’s own domain/)).toBeVisible();
  });

  it('says that a record has gone, and what that stops', async () => {
    await inTeam({ domains: [aDomain({ provenAt: NOW - 1, lostAt: NOW })] });
    expect(await screen.findByText('Record is gone')).toBeVisible();
    expect(screen.getByText(/Until it is back, nobody new can join .* add it again where it is kept/)).toBeVisible();
    expect(screen.getByText('Prove a domain first.')).toBeVisible();
  });

  it('lets an administrator name addresses that everybody may write as, and take that back', async () => {
    const domain = aDomain({ provenAt: NOW });
    const stage = await inTeam({ domains: [domain] });
    await stage.click('Addresses everybody here may write as');
    await stage.user.type(screen.getByLabelText('Address to add'), 'sales@fjordlight.example');
    await stage.click('Let everybody write as it');
    expect(await screen.findByRole('button', { name: 'Remove sales@fjordlight.example' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Addresses everybody here may write as (1)' })).toBeVisible();
    expect(screen.getByLabelText('Address to add')).toHaveValue('');
    await expectAccessible();
    await stage.click('Remove sales@fjordlight.example');
    await screen.findByRole('button', { name: 'Addresses everybody here may write as' });
    expect(domain.named).toEqual([]);
  });

  it.each([
    ['other-domain', 'This address is not in fjordlight.example. Prove its own domain first.'],
    ['of-a-person', 'Somebody in your company signs in as this address, and only that person writes as it.'],
    ['no-at', 'The @ is missing.'],
  ])('says beside the field why an address is not one to name: %s', async (fault, words) => {
    const stage = await inTeam({ domains: [aDomain({ provenAt: NOW })] });
    stage.backend.answers.nameAddress = async () =>
      failed({ kind: 'invalid-request', faults: [{ path: 'address', fault }] });
    await stage.click('Addresses everybody here may write as');
    await stage.click('Let everybody write as it');
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('lets nobody name an address in a domain that is not proven, or whose record is gone', async () => {
    const lost = aDomain({ domain: 'lost.example', provenAt: NOW - 1, lostAt: NOW, named: ['info@lost.example'] });
    const stage = await inTeam({ domains: [aDomain(), lost] });
    await stage.click('Addresses everybody here may write as (1)');
    expect(screen.getByRole('button', { name: 'Remove info@lost.example' })).toBeVisible();
    expect(screen.queryByLabelText('Address to add')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Addresses everybody here may write as' })).toBeNull();
  });

  it('shares a channel with a proven domain by one click', async () => {
    const team = { domains: [aDomain({ provenAt: NOW })], channels: [aShared()] };
    const stage = await inTeam(team);
    expect(await screen.findByRole('checkbox', { name: 'fjordlight.example' })).toBeChecked();
    await stage.click('Share');
    expect(await screen.findByText('Shared with everybody at fjordlight.example.')).toBeVisible();
    expect(screen.getByText(/^Nobody has joined yet\./)).toBeVisible();
    await expectAccessible();
  });

  it('asks for the administrator’s word where only the administrator knows', async () => {
    const stage = await inTeam({
      domains: [aDomain({ provenAt: NOW })],
      channels: [aShared({ providerId: 'custom', boundBy: 'unsaid' })],
    });
    expect(await screen.findByRole('button', { name: 'Share' })).toHaveAttribute('aria-disabled', 'true');
    await stage.user.click(screen.getByRole('checkbox', { name: /^This login may send for every address/ }));
    expect(screen.getByRole('button', { name: 'Share' })).not.toHaveAttribute('aria-disabled', 'true');
  });

  it('shows who has joined, and asks before they lose it', async () => {
    const stage = await inTeam({
      domains: [aDomain({ provenAt: NOW })],
      channels: [aShared({ domains: ['fjordlight.example'], members: MEMBERS })],
    });
    await stage.click('2 colleagues send through it');
    const [elin, sven] = within(screen.getByRole('region', { name: 'Channels to share' })).getAllByRole('listitem');
    expect(elin).toHaveTextContent(
      'Elin Strandelin@fjordlight.example · also as sales@fjordlight.example · since 20 November 2026',
    );
    expect(sven).toHaveTextContent('sven@fjordlight.examplesince 20 November 2026 · does not work now');
    await stage.click('Stop sharing');
    expect(screen.getByText(/^2 colleagues send through it\. Their channels go/)).toBeVisible();
    await stage.click('Keep sharing');
    expect(stage.backend.asked).not.toContain('unshareChannel');
    await stage.click('Stop sharing');
    await stage.user.click(
      within(
        screen.getByRole('heading', { name: 'Stop sharing this channel?' }).parentElement ?? document.body,
      ).getByRole('button', { name: 'Stop sharing' }),
    );
    expect(await screen.findByRole('button', { name: 'Share' })).toBeVisible();
    expect(stage.backend.asked).toContain('unshareChannel');
  });

  it.each([
    ['mailbox', /^Its password is your mailbox’s/],
    ['sign-in', /^It sends by your sign-in/],
    ['app-password', /^Its app password is your account’s/],
  ] as const)('says why a channel cannot be shared, and what works instead: %s', async (boundBy, words) => {
    const stage = await inTeam({
      domains: [aDomain({ provenAt: NOW })],
      channels: [aShared({ providerId: 'microsoft365', boundBy })],
    });
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Share' })).toBeNull();
    await stage.click('Invite your colleagues instead');
    await stage.click('Invite');
    expect(screen.getByText('Enter at least one address.')).toBeVisible();
    await stage.user.type(screen.getByLabelText('Their addresses'), 'elin@fjordlight.example; nobody');
    await stage.click('Invite');
    expect(screen.getByText('Not an email address: nobody')).toBeVisible();
    await stage.user.clear(screen.getByLabelText('Their addresses'));
    await stage.user.type(screen.getByLabelText('Their addresses'), 'elin@fjordlight.example; sven@fjordlight.example');
    await stage.click('Invite');
    expect(await screen.findByRole('heading', { name: '0 of 2 have connected' })).toBeVisible();
  });

  describe('before an invitation goes', () => {
    const OWN = 'nora.lindqvist@fjordlight.example';
    const field = () => screen.getByLabelText('Their addresses');
    async function inviting(): Promise<Stage> {
      const stage = await inTeam({
        domains: [aDomain({ domain: 'lamps.example', provenAt: NOW }), aDomain({ domain: 'rumour.example' })],
        channels: [aShared({ providerId: 'microsoft365', boundBy: 'mailbox' })],
      });
      await stage.click('Invite your colleagues instead');
      expect(screen.getByText(/Postlane mails nobody: you write to them yourself\.$/)).toBeVisible();
      return stage;
    }

    it('leaves out the own address, and says so', async () => {
      const stage = await inviting();
      await stage.user.type(field(), OWN);
      await stage.click('Invite');
      expect(screen.getByText('Enter at least one address.')).toBeVisible();
      await stage.user.type(field(), '; elin@fjordlight.example');
      expect(screen.queryByText(/is your own address/)).toBeNull();
      await saidAloud(`${OWN} is your own address: it was left out.`, () => stage.click('Invite'));
      expect(await screen.findByRole('heading', { name: '0 of 1 have connected' })).toBeVisible();
      expect(screen.getByText(/^Postlane has mailed nobody\./)).toBeVisible();
    });

    it('names who is outside the company’s domains, and asks', async () => {
      const stage = await inviting();
      const list = 'elin@fjordlight.example, sven@lamps.example, eve@gmail.com, kim@rumour.example';
      await stage.user.type(field(), list);
      await stage.click('Invite');
      expect(screen.getByText(/^eve@gmail\.com and kim@rumour\.example: only who signs in/)).toBeVisible();
      await expectAccessible();
      await stage.click('Change the list');
      expect(stage.backend.asked).not.toContain('inviteColleagues');
      expect(field()).toHaveValue(list);
      await stage.click('Invite');
      await stage.click('Invite all of them');
      expect(await screen.findByRole('heading', { name: '0 of 4 have connected' })).toBeVisible();
      expect(field()).toHaveValue('');
    });

    it('keeps a pasted list while its form is folded', async () => {
      const stage = await inviting();
      await stage.user.type(field(), 'elin@fjordlight.example');
      await stage.click('Invite your colleagues instead');
      expect(screen.queryByLabelText('Their addresses')).toBeNull();
      await stage.click('Invite your colleagues instead');
      expect(field()).toHaveValue('elin@fjordlight.example');
    });
  });

  it('shows who has connected, and who has not first', async () => {
    const stage = await inTeam({
      channels: [],
      invitations: [
        anInvitation({ id: 'a', address: 'elin@fjordlight.example', hasConnected: true }),
        anInvitation({ id: 'b', address: 'sven@fjordlight.example' }),
      ],
    });
    expect(await screen.findByRole('heading', { name: '1 of 2 have connected' })).toBeVisible();
    expect(screen.getByText(/^You have no channel of your own yet/)).toBeVisible();
    const rows = within(screen.getByRole('region', { name: 'Who you invited' })).getAllByRole('listitem');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'sven@fjordlight.exampleMicrosoft 365 · not connected yetWrite the mail to sven@fjordlight.exampleTake back the invitation of sven@fjordlight.example',
      'elin@fjordlight.exampleMicrosoft 365 · connected',
    ]);
    await expectAccessible();
    await stage.click('Take back the invitation of sven@fjordlight.example');
    expect(await screen.findByRole('heading', { name: '1 of 1 have connected' })).toBeVisible();
  });

  it('opens a mail to who has not connected, for the administrator to send', async () => {
    const stage = await inTeam({ channels: [], invitations: [anInvitation({ address: 'sven@fjordlight.example' })] });
    const write = 'Write the mail to sven@fjordlight.example';
    await saidAloud('A prepared message has opened in Outlook.', () => stage.click(write));
    expect(stage.host.opened).toEqual([
      {
        to: ['sven@fjordlight.example'],
        subject: 'Your delivery channel in Postlane is prepared',
        htmlBody: expect.stringMatching(/^<p>Hello,<\/p>.*enter your password\. Everything else is filled in\.<\/p>$/),
      },
    ]);
    await expectAccessible();
    stage.host.answer('openNewMessage', failed({ kind: 'host-unsupported', call: 'displayNewMessageForm' }));
    await saidAloud(/^Outlook opens no new mail from here/, () => stage.click(write));
  });

  it.each([
    ['a@b.example\nc@d.example', ['a@b.example', 'c@d.example']],
    ['Elin Strand <elin@b.example>; Sven <sven@b.example>', ['elin@b.example', 'sven@b.example']],
    ['a@b.example,\tc@d.example,,', ['a@b.example', 'c@d.example']],
    [' \n ', []],
  ])('reads a pasted list: %j', (typed, addresses) => {
    expect(addressesIn(typed)).toEqual(addresses);
  });
});
