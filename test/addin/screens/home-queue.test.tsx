import { describe, expect, it, jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { Message } from '../../../src/contract/shapes.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { accepted, aChannel, aForecast, aMessage, aUsage, NOW, throttled } from '../fakes/mail.ts';
import { expectAccessible, open } from '../stage.tsx';

const many = (count: number, change: Partial<Message> = {}): Message[] =>
  Array.from({ length: count }, (_, at) =>
    aMessage({ id: `3c0a1f6e-1111-4f7e-8a33-${String(at).padStart(12, '0')}`, subject: `Offer ${at + 1}`, ...change }),
  );
const row = (name: RegExp) => screen.findByRole('button', { name });

function waiting(messages: Message[], doneIn = 3 * MINUTE) {
  const backend = fakeBackend({ channels: [aChannel()], messages });
  backend.answers.forecast = async () => success(aForecast({ startsAt: NOW + doneIn, doneAt: NOW + doneIn }));
  return backend;
}

describe('mail that waits', () => {
  it('shows how much is left and until when, and moves as it leaves', async () => {
    const stage = open({ backend: waiting(many(12)) });
    const bar = await screen.findByRole('progressbar', { name: 'Waiting' });
    await screen.findByText(/^12 of 12 still to go, about 3 mins, done about /);
    expect(bar).toHaveAttribute('aria-valuenow', '0');
    expect(screen.getByText('Mail is going out.')).toHaveAttribute('role', 'status');
    await stage.meanwhile(() => {
      for (const message of stage.backend.messages.slice(0, 4))
        stage.backend.tell({ changed: 'message', message: { ...accepted(message), attempts: 1 } });
    });
    expect(screen.getByText(/^8 of 12 still to go/)).toBeVisible();
    expect(bar).toHaveAttribute('aria-valuenow', '4');
    await expectAccessible();
    await stage.meanwhile(() => {
      for (const message of stage.backend.messages)
        if (message.state === 'queued') stage.backend.tell({ changed: 'message', message: accepted(message) });
    });
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(screen.getByText('All that was waiting has left.')).toHaveAttribute('role', 'status');
  });

  it('asks how it stands no more often than every two seconds, however fast mail leaves', async () => {
    const stage = open({ backend: waiting(many(12)) });
    await screen.findByText(/^12 of 12 still to go/);
    const asked = () => stage.backend.asked.filter((name) => name === 'showUsage').length;
    const before = asked();
    for (const message of stage.backend.messages.slice(0, 8))
      await stage.meanwhile(() => {
        stage.backend.tell({ changed: 'message', message: accepted(message) });
      });
    expect(asked()).toBe(before);
    await stage.pass(2 * SECOND);
    expect(asked()).toBe(before + 1);
  });

  it('asks nothing while nobody looks', async () => {
    const stage = open({ backend: waiting(many(12)) });
    await screen.findByText(/^12 of 12 still to go/);
    const asked = () => stage.backend.asked.filter((name) => name === 'showUsage').length;
    const before = asked();
    const visibility = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    await stage.meanwhile(() => void document.dispatchEvent(new Event('visibilitychange')));
    await stage.pass(MINUTE);
    expect(asked()).toBe(before);
    visibility.mockRestore();
  });

  it('shows no time where nobody can say, and no bar for one message', async () => {
    const backend = waiting(many(1));
    backend.answers.forecast = async () => failed({ kind: 'not-found' });
    const stage = open({ backend });
    await row(/Offer 1/);
    expect(screen.queryByRole('progressbar')).toBeNull();
    await stage.meanwhile(() => {
      for (const message of many(2)) backend.tell({ changed: 'message', message });
    });
    expect(screen.getByText('2 of 2 still to go')).toBeVisible();
    const [first] = backend.messages;
    await stage.meanwhile(() => {
      if (first) backend.tell({ changed: 'message', message: accepted(first) });
    });
    expect(screen.getByText('1 of 2 still to go')).toBeVisible();
  });

  it('shows a few, and all of them on demand', async () => {
    const stage = open({ backend: waiting(many(12)) });
    await row(/Offer 1\b/);
    expect(screen.queryByText('Offer 12')).toBeNull();
    await stage.click('Show 9 more');
    expect(screen.getByText('Offer 12')).toBeVisible();
  });

  it('knows from the server how long a queue is that is too long to list', async () => {
    const backend = waiting(many(200));
    const ahead = { messages: 500, recipients: 500 };
    backend.answers.forecast = async () => success(aForecast({ ahead, startsAt: NOW + HOUR }));
    const stage = open({ backend });
    await screen.findByText(/^500 of 500 still to go/);
    ahead.messages = 400;
    await stage.pass(20 * SECOND);
    expect(await screen.findByText(/^400 of 500 still to go/)).toBeVisible();
  });

  it('goes at another time when the rep says so', async () => {
    const stage = open({ backend: waiting(many(1)) });
    await stage.user.click(await row(/Offer 1/));
    await stage.click('Send later …');
    await expectAccessible();
    await stage.click(/^Tomorrow morning/);
    await stage.pass(SECOND);
    expect(screen.getByText('1 recipient, goes out tomorrow, 08:00')).toBeVisible();
    await stage.click('Schedule for tomorrow, 08:00');
    expect(await screen.findByRole('heading', { name: 'Scheduled' })).toBeVisible();
    expect(screen.getByRole('button', { name: /Offer 1.*Goes out tomorrow/ })).toBeVisible();
  });
});

describe('scheduled mail', () => {
  const scheduled = many(1, { sendAt: NOW + 3 * DAY, dueAt: NOW + 3 * DAY });

  it('stands apart with the moment it leaves, and goes now, later or not at all as the rep says', async () => {
    const stage = open({ backend: waiting(scheduled) });
    await stage.user.click(await row(/Offer 1.*Goes out Monday/));
    expect(screen.queryByRole('heading', { name: 'Waiting' })).toBeNull();
    expect(screen.getByText(/^Times are in .*GMT/)).toBeVisible();
    await stage.click('Another time …');
    await stage.click(/^In one hour/);
    await stage.click(/^Schedule for/);
    expect(await row(/Offer 1.*Goes out (?!Monday)/)).toBeVisible();
    await stage.click('Send now');
    expect(await screen.findByRole('heading', { name: 'Waiting' })).toBeVisible();
  });

  it('asks before it is erased', async () => {
    const stage = open({ backend: waiting(scheduled) });
    await stage.user.click(await row(/Offer 1/));
    await stage.click('Don’t send it');
    await stage.click('Erase it');
    expect(await row(/Set aside/)).toBeVisible();
  });
});

describe('mail that is tried again', () => {
  const retried = {
    because: throttled,
    attempts: 2,
    dueAt: NOW + 10 * MINUTE,
    givesUpAt: NOW + 20 * HOUR,
  };

  it('says when, how often so far, why, and until when; and stops when told to', async () => {
    const stage = open({ backend: waiting(many(1, retried)) });
    await stage.user.click(await row(/Offer 1.*Next try .* · tried 2 times/));
    const entry = screen.getByRole('listitem');
    expect(within(entry).getByText(/^The provider asks to go slower\. .*until tomorrow/)).toBeVisible();
    expect(within(entry).queryByText(/Throttling failure/)).toBeNull();
    await stage.click('The server’s own words');
    expect(within(entry).getByText(/Throttling failure/)).toBeVisible();
    await expectAccessible();
    await stage.click('Stop trying');
    expect(screen.getByText(/can’t be brought back/)).toBeVisible();
    await stage.click('Erase it');
    expect(await row(/Set aside/)).toBeVisible();
  });

  it('is counted apart from what waits for its turn', async () => {
    const [put, off, ...turns] = many(5).map((message, at) => (at < 2 ? { ...message, ...retried } : message));
    const stage = open({ backend: waiting([put, off, ...turns].flatMap((message) => message ?? [])) });
    expect(await screen.findByText(/^3 of 3 still to go/)).toBeVisible();
    expect(screen.getByText('2 messages wait for another try.')).toBeVisible();
    await expectAccessible();
    await stage.meanwhile(() => {
      if (put) stage.backend.tell({ changed: 'message', message: accepted(put) });
    });
    expect(screen.getByText('1 message waits for another try.')).toBeVisible();
    await stage.meanwhile(() => {
      for (const message of turns) stage.backend.tell({ changed: 'message', message: accepted(message) });
    });
    // Its row says so.
    expect(screen.queryByText(/another try/)).toBeNull();
    expect(await row(/Offer 2.*Next try/)).toBeVisible();
  });

  it('names those the server refused for good, and how many have it', async () => {
    const reply = { code: 550, enhanced: '5.1.1', text: '5.1.1 User unknown' };
    const recipients: Message['recipients'] = [
      { address: 'ada@harbour.example', outcome: 'accepted', reply: null },
      { address: 'gone@harbour.example', outcome: 'refused', reply },
      { address: 'full@harbour.example', outcome: 'waiting', reply: null },
    ];
    const stage = open({ backend: waiting(many(1, { ...retried, recipients })) });
    await stage.user.click(await row(/Offer 1/));
    expect(screen.getByText('1 of 3 recipients have it already.')).toBeVisible();
    expect(screen.getByText('gone@harbour.example').closest('li')).toHaveTextContent('550 5.1.1 User unknown');
    await stage.click('Stop trying');
    expect(screen.getByText(/^Those who have it keep it/)).toBeVisible();
  });
});

it('says of an accepted message that some did not get it', async () => {
  const recipients: Message['recipients'] = [
    { address: 'ada@harbour.example', outcome: 'accepted', reply: null },
    { address: 'gone@harbour.example', outcome: 'refused', reply: null },
  ];
  open({ backend: waiting([{ ...accepted(aMessage()), recipients }]) });
  expect(await row(/Accepted for 1 of 2/)).toBeVisible();
});

describe('today’s use', () => {
  const shown = async (recipientsInDay: number, allowance: { messages: number; nextAt: number | null }) => {
    const backend = fakeBackend({ channels: [aChannel()] });
    const usage = { messagesInMinute: 2, recipientsInDay, reportedInDay: 34 };
    backend.answers.showUsage = async () => success(aUsage({ usage, allowance }));
    open({ backend });
    await screen.findByRole('meter', { name: 'Recipients in 24 hours' });
  };

  it('warns from four fifths on, and tells what Outlook itself sent', async () => {
    await shown(8_000, { messages: 28, nextAt: NOW });
    expect(screen.getByText('Nearly used up. What goes over the limit waits.')).toBeVisible();
    expect(screen.getByText('34 of them were sent by Outlook itself.')).toBeVisible();
    await expectAccessible();
  });

  it('says until when mail waits once all is used', async () => {
    await shown(10_000, { messages: 0, nextAt: NOW + 20 * HOUR });
    expect(screen.getByText(/^Used up\. Mail waits until about tomorrow/)).toBeVisible();
  });

  it('says nothing below', async () => {
    await shown(7_999, { messages: 28, nextAt: NOW });
    expect(screen.queryByText(/used up/i)).toBeNull();
  });
});
