import { describe, expect, it, jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { PasswordChannel } from '../../../src/contract/shapes.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { failed } from '../../../src/domain/result.ts';
import { asTable } from '../../../src/addin/screens/company/table.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { CONSENT_URL } from '../fakes/organisation.ts';
import { expectAccessible, heading, open, saidAloud, type Stage } from '../stage.tsx';

const somebody = (at: number, changes: Partial<PasswordChannel> = {}): PasswordChannel => {
  const address = `rep${String(at).padStart(4, '0')}@firma.example`;
  return {
    id: `3c0a1f6e-1111-4f7e-8a33-${String(at).padStart(12, '0')}`,
    person: { name: `Rep ${String(at)}`, address },
    sender: { name: 'As they typed it', address },
    username: address,
    providerId: 'microsoft365',
    since: NOW - 200 * DAY,
    passwordEndsOn: '2026-12-31',
    lastUsedAt: NOW - 2 * DAY,
    ...changes,
  };
};
const people = (count: number): PasswordChannel[] => Array.from({ length: count }, (_, at) => somebody(at));

const asAdmin = (channels: PasswordChannel[], organisation: { signIns?: number; consentUrl?: string } = {}): Stage =>
  open({ backend: fakeBackend({ channels: [aChannel()], organisation: { channels, ...organisation } }) });

async function inCompany(stage: Stage): Promise<Stage> {
  await stage.click('Your company’s channels');
  await heading('Your company');
  return stage;
}
const rows = () => within(screen.getByRole('region', { name: 'Who they are' })).getAllByRole('listitem');

describe('the company’s screen', () => {
  it('is there for an administrator, from the first screen and from the channel’s', async () => {
    const first = open({ backend: fakeBackend({ organisation: { channels: [] } }) });
    await inCompany(first);
    await first.click('Back');
    await heading('Send through Microsoft 365');
    first.unmount();
    const stage = await inCompany(asAdmin([]));
    await stage.click('Back');
    await heading('Your channel');
  });

  it('is not there for anybody else', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()] }) });
    await heading('Your channel');
    expect(stage.backend.asked).toContain('showAsker');
    expect(screen.queryByRole('button', { name: 'Your company’s channels' })).toBeNull();
  });

  it('tells how many use a password, until when, who they are, and since when', async () => {
    const named = somebody(7, { username: 'shared@firma.example', lastUsedAt: null, since: Date.UTC(2026, 4, 3) });
    await inCompany(asAdmin([somebody(1), named], { signIns: 3 }));
    await screen.findByRole('heading', { name: '2 of 5 channels still use a password' });
    expect(screen.getByText(/^Microsoft 365 turns passwords off by default on 31 December 2026\./)).toBeVisible();
    expect(rows().map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Rep 1rep0001@firma\.exampleMicrosoft 365 · password since .* · last sent 2 days ago$/),
      'Rep 7rep0007@firma.exampleMicrosoft 365 · signs in as shared@firma.example · password since 3 May 2026 · nothing sent lately',
    ]);
    await expectAccessible();
  });

  it('names people as the board does: by the directory’s word, and what they typed themselves as that', async () => {
    const sender = { name: 'The boss', address: 'sales@firma.example' };
    await inCompany(asAdmin([somebody(1, { sender }), somebody(2, { sender, person: null })]));
    await screen.findByRole('heading', { name: '2 of 2 channels still use a password' });
    expect(rows().map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(
        /^Rep 1rep0001@firma\.exampleMicrosoft 365 · sends as sales@firma\.example · password since/,
      ),
      expect.stringMatching(
        /^The bosssales@firma\.exampleYour directory’s name for this person has not been heard yet/,
      ),
    ]);
  });

  it('says that nobody does', async () => {
    await inCompany(asAdmin([], { signIns: 4 }));
    expect(await screen.findByRole('heading', { name: 'Nobody has a password that should go' })).toBeVisible();
    await expectAccessible();
  });

  it('shows a large company some at a time', async () => {
    const stage = await inCompany(asAdmin(people(120)));
    await screen.findByText('rep0049@firma.example');
    expect(rows()).toHaveLength(50);
    await stage.click('Show 70 more');
    await screen.findByText('rep0099@firma.example');
    await stage.click('Show 20 more');
    await screen.findByText('rep0119@firma.example');
    expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
  });

  it('copies all of them for a spreadsheet, however many are shown', async () => {
    const stage = await inCompany(asAdmin(people(1_200)));
    await screen.findByText('rep0049@firma.example');
    await saidAloud('Copied.', () => stage.click('Copy all for a spreadsheet'));
    const lines = (await navigator.clipboard.readText()).split('\r\n');
    expect(lines).toHaveLength(1_201);
    expect(lines[0]).toBe('Name\tAddress\tSends as\tUser name\tProvider\tPassword since\tPassword ends\tLast sent');
    expect(lines[1]?.split('\t')).toEqual([
      'Rep 0',
      'rep0000@firma.example',
      'rep0000@firma.example',
      'rep0000@firma.example',
      'Microsoft 365',
      expect.stringMatching(/^2026-\d\d-\d\d$/),
      '2026-12-31',
      expect.stringMatching(/^2026-\d\d-\d\d$/),
    ]);
    expect(rows()).toHaveLength(50);
  });

  it('shows the list to be copied by hand where the client lets nothing be copied', async () => {
    const stage = await inCompany(asAdmin([somebody(1)]));
    const denied = jest.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'));
    await stage.click('Copy all for a spreadsheet');
    const text: HTMLTextAreaElement = await screen.findByLabelText('List for a spreadsheet');
    expect(text.value).toContain('rep0001@firma.example');
    await expectAccessible();
    denied.mockRestore();
  });

  it('copies nothing by halves: what cannot be had is said', async () => {
    const stage = await inCompany(asAdmin(people(700)));
    await screen.findByText('rep0049@firma.example');
    stage.backend.answers.listPasswordChannels = async () => failed({ kind: 'backend-away' });
    await stage.click('Copy all for a spreadsheet');
    await screen.findByRole('heading', { name: 'Postlane cannot be reached' });
    expect(screen.queryByText('Copied.')).toBeNull();
    expect(screen.queryByLabelText('List for a spreadsheet')).toBeNull();
  });

  it('says why there is no list, and asks once more', async () => {
    const stage = asAdmin([somebody(1)]);
    stage.backend.answers.listPasswordChannels = async () => failed({ kind: 'admins-only' });
    await inCompany(stage);
    await screen.findByRole('heading', { name: 'This is for your company’s administrators' });
    await expectAccessible();
    delete stage.backend.answers.listPasswordChannels;
    await stage.click('Try again');
    await screen.findByText('rep0001@firma.example');
    expect(screen.queryByRole('heading', { name: 'This is for your company’s administrators' })).toBeNull();
  });

  it('signs in again where the sign-in ran out, and goes on', async () => {
    const stage = asAdmin([somebody(1)]);
    stage.backend.answers.listPasswordChannels = async () => failed({ kind: 'not-signed-in', reason: 'needed' });
    await inCompany(stage);
    await screen.findByText('Postlane needs to know that it is you.', { exact: false });
    delete stage.backend.answers.listPasswordChannels;
    await stage.click('Sign in');
    await screen.findByText('rep0001@firma.example');
    expect(stage.backend.signIns).toBe(1);
  });

  it('has the link by which to agree for everybody, with what it is to, to open and to copy', async () => {
    const stage = await inCompany(asAdmin([]));
    const link = await screen.findByRole('link', { name: 'Open Microsoft’s page' });
    expect([link.getAttribute('href'), link.getAttribute('rel')]).toEqual([CONSENT_URL, 'noopener noreferrer']);
    expect(screen.getByText(/^Sending mail as oneself/)).toBeVisible();
    expect(screen.getByText('Reading mail, contacts or calendars.')).toBeVisible();
    await stage.click('Copy the link');
    expect(await navigator.clipboard.readText()).toBe(CONSENT_URL);
  });

  it('stays where it is while another message is opened', async () => {
    const stage = await inCompany(asAdmin([somebody(1)]));
    await stage.meanwhile(() => {
      stage.host.select('message-compose');
    });
    await heading('Your company');
  });
});

describe('a table for a spreadsheet', () => {
  it.each([
    ['plain', 'plain'],
    ['with a "word"', '"with a ""word"""'],
    ['two\nlines', '"two\nlines"'],
    ['a\ttab', '"a\ttab"'],
    ['=HYPERLINK("https://elsewhere.example")', `"'=HYPERLINK(""https://elsewhere.example"")"`],
    ['+1@firma.example', "'+1@firma.example"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t=1"`],
    ['＝1', "'＝1"],
    ['Smith;=1', "Smith;'=1"],
    ['two\n =1', `"two\n' =1"`],
    ['a=b', 'a=b'],
    ['Zoë Lindqvist, Malmö', 'Zoë Lindqvist, Malmö'],
    ['', ''],
  ])('has a cell %j as %j', (cell, written) => {
    expect(asTable([[cell]])).toBe(written);
  });

  it('has rows and columns', () => {
    expect(
      asTable([
        ['a', 'b'],
        ['c', ''],
      ]),
    ).toBe('a\tb\r\nc\t');
  });
});
