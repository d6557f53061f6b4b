import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { HOUR } from '../../../src/domain/instant.ts';
import { fieldsAt } from '../../../src/addin/parts/later.ts';
import { aChannel, NOW, throttled } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';
import { writing } from './writing.ts';

const monday = new Date(2026, 10, 23, 8).getTime();

async function choosing(set = writing()) {
  const stage = open(set);
  await stage.click('Send later …');
  await screen.findByRole('heading', { name: 'Send later' });
  return stage;
}

const fill = (label: string, value: string) => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

describe('sending later', () => {
  it('offers the usual moments, with the time zone they are in', async () => {
    const stage = await choosing();
    expect(screen.getByRole('button', { name: /^Tomorrow morning\s*tomorrow, 08:00$/ })).toBeVisible();
    expect(screen.getByText(/^Times are in [A-Z].*, GMT/)).toBeVisible();
    await expectAccessible();
    await stage.click('Send later …');
    expect(screen.queryByRole('heading', { name: 'Send later' })).toBeNull();
  });

  it('says the date of a Monday that is a week away', async () => {
    const stage = await choosing();
    await stage.pass(new Date(2026, 10, 23, 7).getTime() - NOW);
    expect(await screen.findByRole('button', { name: /^Monday morning\s*30 November, 08:00$/ })).toBeVisible();
  });

  it('queues for the moment that was chosen, in one click', async () => {
    const stage = await choosing();
    await stage.click(/^Monday morning/);
    await screen.findByRole('heading', { level: 1 });
    expect(stage.backend.queued.map(({ request }) => request.sendAt)).toEqual([monday]);
  });

  it('takes a moment of the rep’s own', async () => {
    const stage = await choosing();
    fill('Day', '2026-11-25');
    fill('Time', '16:30');
    await stage.click('Schedule for Wednesday, 16:30');
    expect(stage.backend.queued[0]?.request.sendAt).toBe(new Date(2026, 10, 25, 16, 30).getTime());
  });

  it.each([
    ['in the past', NOW - HOUR, 'This moment has passed.'],
    ['too far ahead', NOW + 31 * 24 * HOUR, 'Choose a day within the next 30.'],
  ])('takes none %s, and says so', async (_, at, words) => {
    const stage = await choosing();
    const { date, time } = fieldsAt(at);
    fill('Day', date);
    fill('Time', time);
    expect(await screen.findByText(words)).toBeVisible();
    await stage.click('Send later');
    expect(stage.backend.queued).toHaveLength(0);
    await expectAccessible();
  });

  it('asks for what is missing once the rep goes on without it', async () => {
    const stage = await choosing();
    fill('Day', '');
    expect(screen.queryByText('Enter a day and a time.')).toBeNull();
    await stage.click('Send later');
    expect(await screen.findByText('Enter a day and a time.')).toBeVisible();
    expect(stage.backend.queued).toHaveLength(0);
  });

  it('keeps the moment when the handing over has to be tried again', async () => {
    const set = writing();
    set.backend.queueFailing = { kind: 'backend-away' };
    const stage = await choosing(set);
    await stage.click(/^Monday morning/);
    expect(await screen.findByText(/goes out Monday, 08:00$/)).toBeVisible();
    set.backend.queueFailing = null;
    await stage.click('Try again');
    await heading(/./);
    const { queued } = stage.backend;
    expect(queued.map(({ request }) => request.sendAt)).toEqual([monday, monday]);
    expect(queued[0]?.id).toBe(queued[1]?.id);
  });

  it('is not promised before the repair of a broken channel', async () => {
    const set = writing();
    set.backend.channels = [aChannel({ health: { state: 'broken', since: NOW, because: throttled } })];
    set.backend.queueFailing = { kind: 'backend-away' };
    const stage = await choosing(set);
    await stage.click(/^Monday morning/);
    expect(await screen.findByText(/goes out after the repair, Monday, 08:00 at the earliest$/)).toBeVisible();
  });

  it('may become now when the handing over has failed', async () => {
    const set = writing();
    set.backend.queueFailing = { kind: 'backend-away' };
    const stage = await choosing(set);
    await stage.click(/^Monday morning/);
    await screen.findByText(/goes out Monday, 08:00$/);
    set.backend.queueFailing = null;
    await stage.click('Send now');
    await heading('Waiting for its turn');
    expect(stage.backend.queued.map(({ request }) => request.sendAt)).toEqual([monday, undefined]);
  });
});
