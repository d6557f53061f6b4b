import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { Person } from '../../../src/contract/shapes.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, type Stage } from '../stage.tsx';
import { onBoard, THREE } from './on-board.ts';

const SALES = { name: 'ada Lamp', address: 'sales@firma.example' };
const person = (changes: Partial<Person> = {}): Person => ({
  person: { name: 'ada Lamp', address: 'ada@firma.example' },
  channels: [
    {
      id: '3c0a1f6e-1111-4f7e-8a33-616461202020',
      sender: { name: 'ada Lamp', address: 'ada@firma.example' },
      providerId: 'microsoft365',
      host: 'smtp.office365.com',
    },
  ],
  waiting: [
    { from: 'sales@firma.example', recipients: 2, state: 'queued', queuedAt: NOW - HOUR, sendAt: NOW + DAY },
    { from: 'sales@firma.example', recipients: 1, state: 'held', queuedAt: NOW - HOUR, sendAt: null },
  ],
  waitingCount: 7,
  underWay: 1,
  records: 12,
  colleagues: 0,
  colleaguesWaiting: 0,
  successors: [
    { personId: 'bea', person: { name: 'Bea Lamp', address: 'bea@firma.example' }, sender: SALES },
    { personId: 'cleo', person: null, sender: SALES },
  ],
  ...changes,
});

describe('a person who leaves', () => {
  async function leaving(leaver: Person): Promise<Stage> {
    const stage = await onBoard(THREE, leaver);
    await stage.click('ada Lamp leaves the company');
    await heading('ada Lamp leaves');
    await screen.findByRole('button', { name: 'Remove this person' });
    return stage;
  }

  it('is shown with all there is before, and goes with it when asked twice', async () => {
    const asked: unknown[] = [];
    const stage = await leaving(person());
    for (const fact of [
      'ada Lamp (ada@firma.example)',
      'Sends as ada Lamp (ada@firma.example), at Microsoft 365',
      '7 messages wait.',
      '1 message is on its way, and comes to its end.',
      '12 records of messages sent before.',
      'and 5 more',
    ])
      expect(screen.getByText(fact)).toBeVisible();
    expect(screen.getByText(/^from sales@firma\.example to 2 recipients · written .+ · meant for/)).toBeVisible();
    await expectAccessible();
    stage.backend.answers.removePerson = async ({ query }) => {
      asked.push(query);
      return { ok: true, value: { channels: 1, messages: 7, underWay: 1 } };
    };
    await stage.click('Remove this person');
    await screen.findByRole('heading', { name: 'Remove everything of ada Lamp?' });
    expect(
      screen.getByText(/7 messages that wait are not sent, and their text is erased\..+until Entra lets/),
    ).toBeVisible();
    await stage.click('Not yet');
    expect(asked).toEqual([]);
    await stage.click('Remove this person');
    await stage.click('Remove everything');
    await screen.findByRole('heading', { name: 'ada Lamp is removed' });
    expect(screen.getByText('7 messages are not sent.')).toBeVisible();
    expect(asked).toEqual([{ mail: 'drop' }]);
    await expectAccessible();
    await stage.click('To all channels');
    await heading('All channels');
  });

  it('leaves the mail to a colleague who is chosen', async () => {
    const asked: unknown[] = [];
    const stage = await leaving(person());
    stage.backend.answers.removePerson = async ({ query }) => {
      asked.push(query);
      return { ok: true, value: { channels: 1, messages: 7, underWay: 0 } };
    };
    await stage.user.click(screen.getByLabelText('A colleague decides about each message'));
    const offered = within(screen.getByLabelText('Who')).getAllByRole('option');
    expect(offered.map(({ textContent }) => textContent)).toEqual([
      'Bea Lamp (bea@firma.example)',
      'ada Lamp (sales@firma.example), as they typed it',
    ]);
    await expectAccessible();
    await stage.click('Remove this person');
    expect(
      screen.getByText(/7 messages that wait go to Bea Lamp \(bea@firma\.example\), who decides about each\./),
    ).toBeVisible();
    await stage.click('Remove everything');
    await screen.findByText('7 messages wait for Bea Lamp (bea@firma.example) to decide.');
    expect(screen.getByText(/^This locks nobody out/)).toBeVisible();
    expect(asked).toEqual([{ mail: 'hand-over', to: 'bea' }]);
  });

  it('takes the channels of colleagues along, which is said before', async () => {
    const stage = await leaving(person({ colleagues: 2, colleaguesWaiting: 1 }));
    await stage.click('Remove this person');
    const said =
      /2 colleagues send through channels of this person: their channels go too, and 1 waiting message there/;
    expect(screen.getByText(said)).toBeVisible();
  });

  it('has nobody to leave it to where nobody sends from the same address', async () => {
    await leaving(person({ successors: [] }));
    expect(screen.getByText(/^Nobody else can send from the same address/)).toBeVisible();
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('has nothing to decide where no mail waits', async () => {
    await leaving(person({ waiting: [], waitingCount: 0, successors: [] }));
    expect(screen.queryByRole('heading', { name: 'The mail that waits' })).toBeNull();
  });
});
