import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Forecast } from '../../../src/contract/shapes.ts';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { failed, success, type Result } from '../../../src/domain/result.ts';
import type { BackendFailure } from '../../../src/addin/backend/backend.ts';
import { aDraft } from '../fakes/host.ts';
import { accepted, aChannel, aForecast, aMessage, NOW } from '../fakes/mail.ts';
import { expectAccessible, open } from '../stage.tsx';
import { writing } from './writing.ts';

const everyone = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: '', address: `guest${String(at)}@harbour.example` }));

/** A draft to so many in Bcc, of which the server says this. */
function foreseen(count: number, change: Partial<Forecast>) {
  const set = writing(aDraft({ bcc: everyone(count - 1) }));
  set.backend.answers.forecast = async () => success(aForecast({ recipients: count, ...change }));
  return set;
}

const tomorrow = new Date(2026, 10, 21, 9, 10).getTime();

describe('before a draft is sent the pane says', () => {
  it('of a single mail that it goes out now, and nothing more', async () => {
    open(foreseen(1, {}));
    expect(await screen.findByText(/^1 recipient, .*, goes out now$/)).toBeVisible();
    expect(screen.queryByText(/used today/)).toBeNull();
  });

  it('that it goes out now, though the rep’s clock is behind the server’s', async () => {
    open(foreseen(1, { startsAt: NOW + 2 * MINUTE, doneAt: NOW + 2 * MINUTE }));
    expect(await screen.findByText(/, goes out now$/)).toBeVisible();
  });

  it('when it goes while the minute is full, and after how many others', async () => {
    const at = NOW + 7 * MINUTE;
    open(
      foreseen(1, {
        startsAt: at,
        doneAt: at,
        ahead: { messages: 40, recipients: 40 },
        warnings: ['over-minute-limit'],
      }),
    );
    expect(await screen.findByText(/, goes out about \d\d:49, after 40 others$/)).toBeVisible();
    expect(
      screen.getByText(/takes 30 messages a minute\. It waits until about \d\d:49 and goes by itself/),
    ).toBeVisible();
  });

  it('how long several messages take, and how much of the day they use', async () => {
    open(foreseen(240, { messages: 240, doneAt: NOW + 7.5 * MINUTE, warnings: ['over-minute-limit'] }));
    const said = /^240 recipients, .*, 8 mins at 30 a minute, done about \d\d:50; 412 of 10,000 used today$/;
    expect(await screen.findByText(said)).toBeVisible();
    await expectAccessible();
  });

  it('when several messages begin to leave, and after how many others, before how long they take', async () => {
    open(
      foreseen(40, {
        messages: 40,
        ahead: { messages: 300, recipients: 300 },
        startsAt: NOW + 10 * MINUTE,
        doneAt: NOW + 11 * MINUTE,
        warnings: ['over-minute-limit'],
      }),
    );
    const said = /, goes out about \d\d:52, after 300 others, 1 min at 30 a minute, done about \d\d:53; 412 of/;
    expect(await screen.findByText(said)).toBeVisible();
  });

  it('who waits for the day’s limit, and until when', async () => {
    open(
      foreseen(240, {
        messages: 3,
        usedInDay: 9_798,
        doneAt: tomorrow,
        later: { recipients: 38, from: tomorrow },
        warnings: ['over-day-limit'],
      }),
    );
    const said = /goes out now; 9,798 of 10,000 used today; the last 38 leave tomorrow, 09:10$/;
    expect(await screen.findByText(said)).toBeVisible();
    expect(
      screen.getByText(/takes 10,000 recipients in 24 hours\. The rest waits until tomorrow, 09:10/),
    ).toBeVisible();
  });

  it('that a mail which does not fit in this day leaves on the next', async () => {
    const whole = { startsAt: tomorrow, doneAt: tomorrow, later: { recipients: 240, from: tomorrow } };
    open(foreseen(240, { ...whole, warnings: ['over-day-limit'] }));
    expect(await screen.findByText(/in 24 hours\. It waits until tomorrow, 09:10 and/)).toBeVisible();
    expect(await screen.findByText(/, goes out tomorrow, 09:10; 412 of 10,000 used today$/)).toBeVisible();
  });

  it('that a limit is near', async () => {
    open(foreseen(240, { usedInDay: 7_900, warnings: ['near-minute-limit', 'near-day-limit'] }));
    expect(await screen.findByText(/close to the 10,000 recipients/)).toBeVisible();
    expect(screen.getByText(/nearly fills the 30 messages/)).toBeVisible();
    await expectAccessible();
  });

  it('that a channel for single mails is not made for bulk, and what is', async () => {
    open(foreseen(240, { warnings: ['bulk'] }));
    expect(await screen.findByText(/made for single mails.*newsletter service/)).toBeVisible();
  });

  it('that the provider is slowing the mailbox down', async () => {
    const set = foreseen(1, { startsAt: NOW + 23 * MINUTE, doneAt: NOW + 23 * MINUTE, warnings: ['paused'] });
    const reply = { code: 432, enhanced: '4.3.2', text: 'Concurrent connections limit exceeded' };
    const because = { kind: 'too-many-connections', stage: 'auth', reply } as const;
    set.backend.channels = [aChannel({ pause: { until: NOW + 23 * MINUTE, because } })];
    open(set);
    expect(await screen.findByText(/slowing you down until \d\d:05/)).toBeVisible();
    expect(screen.getByText(/Other programs may be using your connections/)).toBeVisible();
    await expectAccessible();
  });
});

describe('what will happen', () => {
  it('is asked for what the draft has now, once the rep has stopped adding', async () => {
    const set = writing();
    const asked: unknown[] = [];
    set.backend.answers.forecast = async ({ query }) => {
      asked.push(query);
      return success(aForecast({ recipients: query?.recipients }));
    };
    const stage = open(set);
    await screen.findByText(/goes out now/);
    for (const bcc of [everyone(1), everyone(2), everyone(3)]) {
      await stage.meanwhile(() => {
        stage.host.changeDraft({ bcc });
      });
    }
    await screen.findByText(/^4 recipients/);
    expect(asked).toEqual([{ recipients: 1, messages: 1 }]);
    await stage.pass(SECOND);
    expect(asked.slice(1)).toEqual([{ recipients: 4, messages: 1 }]);
  });

  it('is what the last question’s answer says, even when an earlier one comes after it', async () => {
    const set = writing();
    const answers: ((answer: Result<Forecast, BackendFailure>) => void)[] = [];
    set.backend.answers.forecast = () =>
      new Promise((answer) => {
        answers.push(answer);
      });
    const stage = open(set);
    await screen.findByText(/^1 recipient/);
    await stage.meanwhile(() => {
      stage.host.changeDraft({ bcc: everyone(3) });
    });
    await screen.findByText(/^4 recipients/);
    await stage.pass(SECOND);
    await stage.meanwhile(() => {
      answers[1]?.(success(aForecast()));
      answers[0]?.(success(aForecast({ startsAt: NOW + 7 * MINUTE, warnings: ['over-minute-limit'] })));
    });
    expect(await screen.findByText(/^4 recipients, .*, goes out now$/)).toBeVisible();
  });

  it('is not what was said of other recipients', async () => {
    const stage = open(foreseen(1, {}));
    await screen.findByText(/^1 recipient, .*, goes out now$/);
    stage.backend.answers.forecast = () => new Promise(() => {});
    await stage.meanwhile(() => {
      stage.host.changeDraft({ bcc: everyone(3) });
    });
    expect(await screen.findByText(/^4 recipients, 2 kB$/)).toBeVisible();
  });

  it('is asked for every two seconds while the queue moves without a break, and answered', async () => {
    const set = writing();
    const answers: ((answer: Result<Forecast, BackendFailure>) => void)[] = [];
    set.backend.answers.forecast = () =>
      new Promise((answer) => {
        answers.push(answer);
      });
    const stage = open(set);
    await screen.findByText(/^1 recipient/);
    const drain = async (from: number) => {
      for (let at = from; at < from + 40; at += 1) {
        await stage.meanwhile(() => {
          stage.backend.tell({ changed: 'message', message: accepted(aMessage({ id: String(at) })) });
        });
        await stage.pass(SECOND / 10);
      }
    };
    await drain(0);
    expect(answers).toHaveLength(1);
    await stage.meanwhile(() => answers[0]?.(success(aForecast())));
    expect(await screen.findByText(/, goes out now$/)).toBeVisible();
    await drain(40);
    expect(answers).toHaveLength(2);
  });

  it('keeps nobody from sending while the server does not say it', async () => {
    const set = writing();
    set.backend.answers.forecast = async () => failed({ kind: 'backend-away' });
    const stage = open(set);
    expect(await screen.findByText(/^1 recipient, 2 kB$/)).toBeVisible();
    await stage.click('Send');
    expect(await screen.findByRole('heading', { level: 1, name: 'Waiting for its turn' })).toBeVisible();
  });
});
