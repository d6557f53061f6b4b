import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import type { Forecast } from '../../../src/contract/shapes.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { success } from '../../../src/domain/result.ts';
import { fieldsAt } from '../../../src/addin/parts/later.ts';
import { aChannel, aForecast, NOW, throttled } from '../fakes/mail.ts';
import { expectAccessible, heading, open, saidAloud } from '../stage.tsx';
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

  it('comes first while a moment is chosen: Send says that it is for now, and the draft promises nothing else', async () => {
    const stage = open(writing());
    expect(await screen.findByText('1 recipient, 2 kB, goes out now')).toBeVisible();
    await stage.click('Send later …');
    expect(screen.queryByText(/goes out now/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
    await stage.click('Send now');
    await heading('Waiting for its turn');
    expect(stage.backend.queued[0]?.request.sendAt).toBeUndefined();
  });

  it('says the date of a Monday that is a week away', async () => {
    const stage = await choosing();
    await stage.pass(new Date(2026, 10, 23, 7).getTime() - NOW);
    expect(await screen.findByRole('button', { name: /^Monday morning\s*30 November, 08:00$/ })).toBeVisible();
  });

  it('marks the moment that was chosen, and queues for it when the rep says so', async () => {
    const stage = await choosing();
    await stage.click(/^Tomorrow morning/);
    expect(screen.getByRole('button', { pressed: true })).toHaveTextContent('Tomorrow morning');
    await stage.click(/^Monday morning/);
    expect(screen.getByRole('button', { pressed: true })).toHaveTextContent('Monday morning');
    expect(stage.backend.queued).toHaveLength(0);
    await expectAccessible();
    await stage.click('Schedule for Monday, 08:00');
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
    await stage.click('Schedule for Monday, 08:00');
    expect(await screen.findByText('1 recipient, 2 kB, goes out Monday, 08:00')).toBeVisible();
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
    const promise = 'goes out after the repair, Monday, 08:00 at the earliest';
    expect(screen.getByText(`1 recipient, ${promise}`)).toBeVisible();
    await stage.click('Schedule for Monday, 08:00');
    expect(await screen.findByText(`1 recipient, 2 kB, ${promise}`)).toBeVisible();
  });

  it('may become now when the handing over has failed', async () => {
    const set = writing();
    set.backend.queueFailing = { kind: 'backend-away' };
    const stage = await choosing(set);
    await stage.click('Schedule for Monday, 08:00');
    await screen.findByRole('button', { name: 'Try again' });
    set.backend.queueFailing = null;
    await stage.click('Send now');
    await heading('Waiting for its turn');
    expect(stage.backend.queued.map(({ request }) => request.sendAt)).toEqual([monday, undefined]);
  });
});

describe('before it is queued for a moment the pane says', () => {
  /** A rep who chooses when: of a moment the server says this, of now nothing in particular. */
  async function foreseeing(change: (sendAt: number) => Partial<Forecast>) {
    const set = writing();
    const asked: (number | undefined)[] = [];
    set.backend.answers.forecast = async ({ query }) => {
      const sendAt = query?.sendAt;
      asked.push(sendAt);
      const then = sendAt === undefined ? {} : { startsAt: sendAt, doneAt: sendAt, ...change(sendAt) };
      return success(aForecast(then));
    };
    return { stage: await choosing(set), asked };
  }

  it('that it goes out then, aloud, and nothing of now', async () => {
    const { stage } = await foreseeing(() => ({}));
    await saidAloud('1 recipient, goes out tomorrow, 08:00', () => stage.click(/^Tomorrow morning/));
    await stage.pass(SECOND);
    expect(screen.getByText('1 recipient, goes out tomorrow, 08:00')).toBeVisible();
    expect(screen.getByText('1 recipient, 2 kB')).toBeVisible();
  });

  it('when it goes if the windows keep it waiting, or part of it, and why', async () => {
    const after = 12 * MINUTE;
    const { stage } = await foreseeing((sendAt) => ({
      recipients: 240,
      startsAt: sendAt + after,
      doneAt: sendAt + DAY,
      ahead: { messages: 40, recipients: 40 },
      later: { recipients: 38, from: sendAt + DAY },
      warnings: ['over-day-limit'],
    }));
    await stage.click(/^Tomorrow morning/);
    await stage.pass(SECOND);
    expect(await screen.findByText(/, goes out tomorrow, 08:12; the last 38 leave Sunday, 08:00$/)).toBeVisible();
    expect(screen.getByText(/takes 10,000 recipients in 24 hours\. The rest waits until Sunday, 08:00/)).toBeVisible();
    await expectAccessible();
  });

  it('nothing that stands there of the draft already', async () => {
    const set = writing();
    set.backend.answers.forecast = async () => success(aForecast({ warnings: ['bulk'] }));
    await choosing(set);
    await screen.findByText(/goes out Monday/);
    expect(await screen.findAllByText(/made for single mails/)).toHaveLength(1);
  });

  it('only of the moment that stands there, and asks once for it', async () => {
    const { stage, asked } = await foreseeing(() => ({}));
    expect(asked).toEqual([undefined, monday]);
    for (const preset of [/^In one hour/, /^Tomorrow morning/]) await stage.click(preset);
    await stage.pass(SECOND);
    expect(asked.slice(2)).toEqual([new Date(2026, 10, 21, 8).getTime()]);
    await stage.pass(HOUR / 2);
    expect(asked.filter((sendAt) => sendAt !== undefined)).toHaveLength(2);
    fill('Day', '2026-11-01');
    await stage.pass(SECOND);
    expect(screen.queryByText(/^1 recipient, goes out/)).toBeNull();
    expect(asked.filter((sendAt) => sendAt !== undefined)).toHaveLength(2);
  });
});
