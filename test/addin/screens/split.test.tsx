import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Message } from '../../../src/contract/shapes.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { envelopeOf } from '../../../src/domain/message.ts';
import { failed } from '../../../src/domain/result.ts';
import { handedIn, NOTE, noteOf, partIds } from '../../../src/addin/launch-event/handed.ts';
import { aDraft, type FakeHost } from '../fakes/host.ts';
import { accepted, aChannel, NOW, throttled } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';
import { writing } from './writing.ts';

const guests = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: '', address: `guest${String(at)}@harbour.example` }));

/** Ada in To and so many in Bcc, through a provider that takes four recipients in one message. */
function crowded(count: number) {
  const set = writing(aDraft({ bcc: guests(count) }));
  const { limits } = aChannel();
  set.backend.channels = [aChannel({ limits: { ...limits, recipientsPerMessage: 4 } })];
  return set;
}

/** Whom the server has the draft for. */
const covered = ({ backend }: Stage): string[] =>
  backend.messages.flatMap(({ recipients }) => recipients.map(({ address }) => address));
const everyone = ({ draft: { from, to, cc, bcc } }: FakeHost): string[] => {
  const known = (field: typeof to) => field.map(({ name, address }) => ({ name, address: address ?? '' }));
  return envelopeOf({ from, to: known(to), cc: known(cc), bcc: known(bcc) }).rcptTo;
};
const allBecome = async (stage: Stage, change: (message: Message) => Message) => {
  for (const message of stage.backend.messages) {
    await stage.meanwhile(() => {
      stage.backend.tell({ changed: 'message', message: change(message) });
    });
  }
};

describe('a Bcc that is more than one message takes', () => {
  it('is said with its number, and goes as several messages in one click', async () => {
    const stage = open(crowded(9));
    expect(await screen.findByText(/^10 recipients are more than the 4 your provider takes/)).toBeVisible();
    expect(screen.getByText(/everyone in Bcc gets the same mail once/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
    await expectAccessible();
    await stage.click('Send as 3 messages');
    await heading('On its way as 3 messages');
    await expectAccessible();
    const { queued } = stage.backend;
    expect(queued.map(({ request }) => request.rcptTo?.length)).toEqual([4, 3, 3]);
    expect(queued[0]?.request.rcptTo?.[0]).toBe('ada@harbour.example');
    expect(new Set(queued.map(({ request }) => JSON.stringify(request.draft))).size).toBe(1);
    expect(covered(stage)).toEqual(everyone(stage.host));
  });

  it('gives each message an id of its own, and the draft a note of them all', async () => {
    const stage = open(crowded(9));
    await stage.click('Send as 3 messages');
    await heading('On its way as 3 messages');
    const ids = stage.backend.queued.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(partIds(handedIn(stage.host.notes.get(NOTE) ?? ''))).toEqual(ids);
  });

  it('goes once on a double click', async () => {
    const stage = open(crowded(9));
    await stage.user.dblClick(await screen.findByRole('button', { name: 'Send as 3 messages' }));
    await heading('On its way as 3 messages');
    expect(stage.backend.queued).toHaveLength(3);
  });

  it('counts what is queued', async () => {
    const set = crowded(9);
    const { queue } = set.backend;
    const gates: (() => void)[] = [];
    set.backend.queue = async (...given) => {
      await new Promise<void>((go) => {
        gates.push(go);
      });
      return queue(...given);
    };
    const stage = open(set);
    await stage.click('Send as 3 messages');
    expect(await screen.findByText('0 of 3 queued')).toBeVisible();
    await stage.meanwhile(() => gates[0]?.());
    expect(await screen.findByText('1 of 3 queued')).toBeVisible();
    await expectAccessible();
  });

  it.each([
    ['never arrived', false],
    ['arrived, and its answer was lost', true],
  ])('doubles and loses nobody when the second message %s', async (_, arrives) => {
    const set = crowded(9);
    const { queue } = set.backend;
    set.backend.queue = async (...given) => {
      if (set.backend.messages.length !== 1) return queue(...given);
      if (arrives) await queue(...given);
      return failed({ kind: 'backend-away' });
    };
    const stage = open(set);
    await stage.click('Send as 3 messages');
    expect(await screen.findByText(/^1 of 3 messages are queued/)).toBeVisible();
    await expectAccessible();
    set.backend.queue = queue;
    await stage.click('Send the other 2 messages');
    await heading('On its way as 3 messages');
    expect(covered(stage)).toEqual(everyone(stage.host));
  });

  it('goes on after a reload in its middle, with whoever was added since', async () => {
    const set = crowded(9);
    const { queue } = set.backend;
    set.backend.queue = async (...given) =>
      set.backend.messages.length === 2 ? failed({ kind: 'backend-away' }) : queue(...given);
    const first = open(set);
    await first.click('Send as 3 messages');
    await screen.findByText(/^2 of 3 messages are queued/);
    first.unmount();
    set.backend.queue = queue;
    set.host.changeDraft({ bcc: [{ name: '', address: 'late@harbour.example' }, ...guests(9)] });
    const again = open(set);
    await again.click('Send the other 1 message');
    await heading('On its way as 3 messages');
    expect(covered(again).sort()).toEqual(everyone(set.host).sort());
  });

  it('sends the rest of a scheduled one when the others go, even after a reload', async () => {
    const set = crowded(9);
    const { queue } = set.backend;
    set.backend.queue = async (...given) =>
      set.backend.messages.length === 2 ? failed({ kind: 'backend-away' }) : queue(...given);
    const first = open(set);
    await first.click('Send later …');
    await first.click('Schedule for Monday, 08:00');
    await screen.findByText(/^2 of 3 messages are queued/);
    first.unmount();
    set.backend.queue = queue;
    const again = open(set);
    expect(await screen.findByText(/, goes out Monday, 08:00$/)).toBeVisible();
    await again.click('Send the other 1 message');
    await screen.findByText(/^Message 3,/);
    const monday = new Date(2026, 10, 23, 8).getTime();
    expect(again.backend.messages.map(({ sendAt }) => sendAt)).toEqual([monday, monday, monday]);
  });

  it('leaves nobody out when an earlier try that was still on its way takes an id', async () => {
    const set = crowded(9);
    const { queue } = set.backend;
    let late: Parameters<typeof queue> | null = null;
    set.backend.queue = async (...given) => {
      if (set.backend.messages.length !== 1 || late) return queue(...given);
      late = given;
      return failed({ kind: 'backend-away' });
    };
    const stage = open(set);
    await stage.click('Send as 3 messages');
    await screen.findByText(/^1 of 3 messages are queued/);
    await stage.meanwhile(() => {
      stage.host.changeDraft({ bcc: [{ name: '', address: 'late@harbour.example' }, ...guests(9)] });
    });
    set.backend.queue = async (...given) => {
      if (late) await queue(...late);
      late = null;
      return queue(...given);
    };
    await stage.click('Send the other 2 messages');
    await screen.findByRole('heading', { level: 1, name: /^On its way as/ });
    expect(covered(stage).sort()).toEqual(everyone(stage.host).sort());
  });

  it('is sent when each message is, and then the draft closes', async () => {
    const stage = open(crowded(9));
    await stage.click('Send as 3 messages');
    await heading('On its way as 3 messages');
    await allBecome(stage, accepted);
    await heading('Sent');
    expect(screen.getByText('Outlook’s own Send would send it a second time.')).toBeVisible();
    await expectAccessible();
    await stage.click('Close the draft');
    await heading('The draft is closed.');
    expect(stage.host.closings).toBe(1);
  });

  it('points home when one of the messages needs the rep', async () => {
    const stage = open(crowded(9));
    await stage.click('Send as 3 messages');
    await heading('On its way as 3 messages');
    await allBecome(stage, (message) =>
      message.id === stage.backend.queued[1]?.id ? { ...message, state: 'uncertain' } : accepted(message),
    );
    expect(await screen.findByText('2 of 3 messages sent')).toBeVisible();
    expect(await screen.findByText('What needs you is under Your channel.')).toBeVisible();
    await stage.pass(60_000);
    expect(stage.host.closings).toBe(0);
  });
});

describe('of several messages the pane says', () => {
  const standing = async (change: (message: Message, at: number) => Message) => {
    const stage = open(crowded(9));
    await stage.click('Send as 3 messages');
    await heading('On its way as 3 messages');
    await allBecome(stage, (message) =>
      change(
        message,
        stage.backend.queued.findIndex(({ id }) => id === message.id),
      ),
    );
    return stage;
  };
  const safe = /^Postlane has all of them safely/;

  it.each([
    ['refused', 'Not sent'],
    ['dropped', 'Set aside'],
    ['held', 'Held until your channel is repaired'],
    ['uncertain', 'Did it arrive?'],
  ] as const)('that all are %s, and not that they are on their way', async (state, title) => {
    await standing((message) => ({ ...message, state }));
    await heading(title);
    expect(screen.queryByText(safe)).toBeNull();
    await expectAccessible();
  });

  it('that some have gone and others never will', async () => {
    const stage = await standing((message, at) => (at === 0 ? accepted(message) : { ...message, state: 'dropped' }));
    await heading('Not all of it is sent');
    expect(screen.queryByText(safe)).toBeNull();
    await stage.pass(1_000);
    expect(screen.queryByRole('button', { name: 'Send as a new message' })).toBeNull();
  });

  it('when scheduled ones go out, and that Outlook’s own Send would double them', async () => {
    const at = new Date(2026, 10, 23, 8).getTime();
    await standing((message) => ({ ...message, sendAt: at, dueAt: at }));
    await heading('Scheduled');
    expect(screen.getByText(/^Goes out Monday, 08:00 \(.+, GMT.*\)\.$/)).toBeVisible();
    expect(screen.getByText(/^Message 2, .*: Scheduled$/)).toBeVisible();
    expect(screen.getByText(/Outlook’s own Send would send it a second time/)).toBeVisible();
  });

  it('why nothing leaves the mailbox, and that the rest still goes of a draft that was changed', async () => {
    const set = crowded(9);
    const until = NOW + 5 * MINUTE;
    set.backend.channels = set.backend.channels.map((one) => ({ ...one, pause: { until, because: throttled } }));
    const first = open(set);
    await first.click('Send as 3 messages');
    await heading('On its way as 3 messages');
    expect(await screen.findByText(/^Your provider is slowing you down until /)).toBeVisible();
    first.unmount();
    set.host.changeDraft({ subject: 'Another' });
    open(set);
    expect(await screen.findByText(/^The draft has changed .* still goes out\. Stop it first/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send as a new message' })).toBeNull();
  });
});

describe('too many in To and Cc', () => {
  it('is said with what to do, and without a button that would fail', async () => {
    const set = crowded(0);
    set.host.draft = aDraft({ to: guests(5), bcc: guests(7).slice(5) });
    open(set);
    expect(await screen.findByText(/^To and Cc alone hold 5 people; your provider takes 4/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Send later …' })).toBeDisabled();
    await expectAccessible();
  });
});

describe('the ids of several messages', () => {
  const id = '3c0a1f6e-9999-4f7e-8a33-1d8f7c2a0001';

  it('begin with the draft’s own, differ, and are UUIDs', () => {
    const ids = partIds({ id, parts: 300 });
    expect(ids[0]).toBe(id);
    expect(new Set(ids).size).toBe(300);
    for (const one of ids) expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each([1, 3])('are kept in a note, %d of them', (parts) => {
    const handed = { id, fingerprint: 'f', parts };
    expect(handedIn(noteOf(handed))).toEqual(handed);
  });

  it('are one in a note of an older pane', () => {
    expect(handedIn(id)).toEqual({ id, fingerprint: null, parts: 1 });
  });
});
