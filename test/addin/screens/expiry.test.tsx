import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import type { Channel } from '../../../src/contract/shapes.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { failed } from '../../../src/domain/result.ts';
import { daysUntil } from '../../../src/addin/parts/expiry.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { aChannel } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';

const shown = (channel: Channel) => open({ backend: fakeBackend({ channels: [channel] }) });
const ends = (on: string, everyDays: number | null = null) => aChannel({ expiry: { on, everyDays } });

describe('the days until a day', () => {
  it.each([
    ['the last minute of the day before', new Date(2026, 11, 4, 23, 59), 1],
    ['the first minute of the day', new Date(2026, 11, 5, 0, 1), 0],
    ['its last minute', new Date(2026, 11, 5, 23, 59), 0],
    ['the next morning', new Date(2026, 11, 6, 0, 1), -1],
    ['before the clocks change', new Date(2026, 9, 20, 12), 46],
  ])('are those of the rep’s own calendar, seen from %s', (_, now, days) => {
    expect(daysUntil('2026-12-05', now.getTime())).toBe(days);
  });
});

describe('when the password ends', () => {
  const managing = async (channel = aChannel()) => {
    const stage = shown(channel);
    await stage.click('Manage this channel');
    return {
      ...stage,
      choose: (rule: string) =>
        stage.user.selectOptions(screen.getByRole('combobox', { name: 'My password ends' }), rule),
      save: () => stage.click('Save when my password ends'),
    };
  };

  it('is a day the rep gives', async () => {
    const { choose, save, backend } = await managing();
    await choose('on a day');
    fireEvent.change(screen.getByLabelText('Day'), { target: { value: '2027-02-01' } });
    await expectAccessible();
    await save();
    expect(backend.channels[0]?.expiry).toEqual({ on: '2027-02-01', everyDays: null });
  });

  it('is every so many days, and the next day is told', async () => {
    const { choose, save, user } = await managing();
    await choose('regularly');
    await user.type(screen.getByLabelText('Every how many days'), '45');
    await save();
    expect(await screen.findByText(/^The next time is on 4 January 2027\./)).toBeVisible();
    await expectAccessible();
  });

  it('is never again when the rep says so', async () => {
    const { choose, save, backend } = await managing(ends('2027-02-01'));
    expect(screen.getByLabelText('Day')).toHaveValue('2027-02-01');
    await choose('never');
    await save();
    expect(backend.channels[0]?.expiry).toBeNull();
  });

  it.each([
    ['on a day', 'Day', '', 'Enter the day.'],
    ['on a day', 'Day', '2026-11-19', 'This day has passed.'],
    ['regularly', 'Every how many days', '', 'Enter how many days, such as 90.'],
    ['regularly', 'Every how many days', 'ninety', 'Enter how many days, such as 90.'],
    ['regularly', 'Every how many days', '4000', 'Enter at most 3,650 days.'],
  ])('%s, %s „%s“, is not taken', async (rule, field, value, slip) => {
    const { choose, save, backend } = await managing();
    await choose(rule);
    fireEvent.change(screen.getByLabelText(field), { target: { value } });
    await save();
    expect(await screen.findByText(slip)).toBeVisible();
    expect(backend.asked).not.toContain('changeChannel');
    await expectAccessible();
  });

  it('stays in the field when it could not be saved', async () => {
    const { choose, save, backend, user } = await managing();
    backend.answers.changeChannel = async () => failed({ kind: 'backend-away' });
    await choose('regularly');
    await user.type(screen.getByLabelText('Every how many days'), '45');
    await save();
    expect(await screen.findByText('Postlane cannot be reached')).toBeVisible();
    expect(screen.getByLabelText('Every how many days')).toHaveValue('45');
  });
});

describe('before the password ends', () => {
  it.each([
    ['2026-12-04', 'Your password ends on 4 December, in 14 days'],
    ['2026-11-28', 'Your password ends on 28 November, in 8 days'],
    ['2026-11-21', 'Your password ends on 21 November, tomorrow'],
  ])('on %s the rep is reminded of it', async (on, title) => {
    shown(ends(on, 90));
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
    await expectAccessible();
  });

  it('the rep may tell that it is about to change', async () => {
    const stage = shown(ends('2026-11-28'));
    await stage.click('I am changing my password');
    expect(await screen.findByRole('heading', { name: 'Paused while you change your password' })).toHaveFocus();
    expect(screen.queryByText(/^Your password ends on/)).toBeNull();
  });

  it('and longer than two weeks, nothing is said', async () => {
    shown(ends('2026-12-05'));
    await screen.findByText('Working');
    expect(screen.queryByText(/^Your password ends on/)).toBeNull();
  });

  it('comes in time in a pane that stays open', async () => {
    const stage = shown(ends('2026-12-05'));
    await screen.findByText('Working');
    await stage.pass(DAY);
    expect(screen.getByRole('heading', { name: /^Your password ends on 5 December/ })).toBeVisible();
  });
});

describe('on the day and after it', () => {
  it.each([
    ['2026-11-20', 'Your password ends today'],
    ['2026-11-02', /^Your password ended on 2 November$/],
  ])('%s is said as %p, and the new password is a click away', async (on, name) => {
    const stage = shown(ends(on));
    await screen.findByRole('heading', { name });
    await expectAccessible();
    await stage.click('Enter a new password');
    await heading('Enter a new password');
  });

  it('nothing is said while there is something to mend', async () => {
    shown(aBrokenChannel('password-expired', { expiry: { on: '2026-11-19', everyDays: null } }));
    await screen.findByRole('heading', { name: 'Your password has run out' });
    expect(screen.queryByText(/^Your password ended on/)).toBeNull();
  });
});

describe('the day on which the provider takes no passwords any more', () => {
  const dated = /^Microsoft 365 turns passwords off by default on/;

  it('is said in a line while it is far', async () => {
    shown(aChannel({ passwordEndsOn: '2026-12-31' }));
    await screen.findByText('Working');
    expect(screen.getByText(dated)).toBeVisible();
    expect(screen.queryByRole('heading', { level: 2, name: /passwords off/ })).toBeNull();
  });

  it('is a reminder from thirty days before', async () => {
    shown(aChannel({ passwordEndsOn: '2026-12-20' }));
    expect(await screen.findByRole('heading', { name: 'Microsoft 365 turns passwords off in 30 days' })).toBeVisible();
    expect(screen.getByText(/by default on 20 December\. Until then yours works as ever/)).toBeVisible();
    expect(screen.queryByText(dated)).toBeNull();
    await expectAccessible();
  });

  it('is past once it has passed', async () => {
    shown(aChannel({ passwordEndsOn: '2026-11-19' }));
    expect(
      await screen.findByText(/^Microsoft 365 turned passwords off by default on 19 November 2026\./),
    ).toBeVisible();
  });
});
