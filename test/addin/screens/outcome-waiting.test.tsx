import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { success } from '../../../src/domain/result.ts';
import { NOTE, noteOf } from '../../../src/addin/launch-event/handed.ts';
import { fingerprintOf } from '../../../src/addin/screens/send/fingerprint.ts';
import type { Channel, Message } from '../../../src/contract/shapes.ts';
import { aDraft } from '../fakes/host.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { aChannel, aMessage, NOW, throttled } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';
import { writing } from './writing.ts';

/** A draft that was handed over before, and what became of it. */
function handedOver(
  message: Message,
  channel: Channel = aChannel(),
  others: Message[] = [],
  fingerprint = fingerprintOf(aDraft()),
  set = writing(),
) {
  set.host.notes.set(NOTE, noteOf({ id: message.id, fingerprint, parts: 1 }));
  set.backend.channels = [channel];
  set.backend.messages = [message, ...others];
  return open(set);
}

describe('a draft that waits', () => {
  it('says when a scheduled one goes out, and lets it go now, later or not at all', async () => {
    const stage = handedOver(aMessage({ sendAt: NOW + 3 * DAY, dueAt: NOW + 3 * DAY }));
    await heading('Scheduled');
    expect(screen.getByText(/^Goes out Monday, .*GMT/)).toBeVisible();
    expect(screen.getByText(/^You can close this message and keep the draft/)).toBeVisible();
    await expectAccessible();
    await stage.click('Send now');
    await heading('Waiting for its turn');
  });

  it('is shown as an event tells it, though an answer that was asked for before it comes later', async () => {
    const message = aMessage();
    const set = writing();
    const answers: (() => void)[] = [];
    set.backend.answers.showMessage = () => new Promise((resolve) => answers.push(() => resolve(success({ message }))));
    const stage = handedOver(message, aChannel(), [], fingerprintOf(aDraft()), set);
    // What became of the draft is asked first, and then how its message stands.
    await waitFor(() => expect(answers).toHaveLength(1));
    await stage.meanwhile(() => answers[0]?.());
    await heading('Waiting for its turn');
    expect(answers).toHaveLength(2);
    await stage.meanwhile(() => {
      stage.backend.tell({ changed: 'message', message: { ...message, state: 'held', dueAt: null } });
    });
    await heading('Held until your channel is repaired');
    await stage.meanwhile(() => answers[1]?.());
    await heading('Held until your channel is repaired');
  });

  it.each([
    ['for its turn tomorrow', { dueAt: NOW + DAY }],
    ['for a repair', { state: 'held', dueAt: null }],
  ] as const)('%s is not to be sent with Outlook’s own Send', async (_, change) => {
    handedOver(aMessage(change));
    expect(await screen.findByText(/Outlook’s own Send would send it a second time/)).toBeVisible();
  });

  it('says a day without an about', async () => {
    handedOver(aMessage({ dueAt: new Date(2026, 10, 21, 9, 10).getTime() }));
    expect(await screen.findByText('Goes out tomorrow, 09:10.')).toBeVisible();
  });

  it('for the repair of a channel that was broken before says why, though it met nothing itself', async () => {
    handedOver(aMessage({ state: 'held', dueAt: null, because: null }), aBrokenChannel('password-rejected'));
    await heading('Held until your channel is repaired');
    expect(screen.getByText('Your password is no longer accepted')).toBeVisible();
    await expectAccessible();
  });

  it('for a repair and for its time does not promise to go before it', async () => {
    const sendAt = new Date(2026, 10, 23, 8).getTime();
    handedOver(aMessage({ state: 'held', sendAt, dueAt: null }));
    expect(await screen.findByText(/goes out after the repair, Monday, 08:00 at the earliest/)).toBeVisible();
  });

  it('and was changed since is to be stopped before it can be sent anew', async () => {
    const sendAt = new Date(2026, 10, 23, 8).getTime();
    const message = aMessage({ sendAt, dueAt: sendAt });
    const stage = handedOver(message, aChannel(), [], 'another');
    expect(await screen.findByText(/earlier version still goes out Monday, 08:00\. Stop it first/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send as a new message' })).toBeNull();
    await stage.click('Don’t send it');
    await stage.click('Erase it');
    await heading('Set aside');
    expect(screen.getByRole('button', { name: 'Change the draft and send again' })).toBeVisible();
  });

  it('for nothing, and was changed since, can be stopped as well', async () => {
    handedOver(aMessage(), aChannel(), [], 'another');
    expect(await screen.findByText(/earlier version still goes out\. Stop it first/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Don’t send it' })).toBeVisible();
  });

  it('says how many go before it', async () => {
    const before = ['a', 'b'].map((id) => aMessage({ id, queuedAt: NOW - HOUR, dueAt: NOW - HOUR }));
    handedOver(aMessage(), aChannel(), before);
    const line = await screen.findByText('2 messages go before it.');
    expect(line).toBeVisible();
    // The line moves often: read aloud is what becomes of the message, and no more.
    expect(line.closest('[role=status]')).toBeNull();
    expect(screen.getByText(/^Postlane has your message safely/)).toHaveAttribute('role', 'status');
  });

  it('says why nothing leaves the mailbox, once, and until when', async () => {
    const until = NOW + 5 * MINUTE;
    const paused = aChannel({ pause: { until, because: throttled } });
    const stage = handedOver(aMessage({ because: throttled, attempts: 1, dueAt: until }), paused);
    expect(await screen.findByText(/^Your provider is slowing you down until /)).toBeVisible();
    expect(screen.queryByText('The provider asks to go slower')).toBeNull();
    await expectAccessible();
    await stage.pass(5 * MINUTE);
    expect(screen.queryByText(/slowing you down/)).toBeNull();
  });

  it('says why it is tried again, when, and until when; and stops when told to', async () => {
    const retried = { because: throttled, attempts: 1, dueAt: NOW + 10 * MINUTE, givesUpAt: NOW + 23 * HOUR };
    const stage = handedOver(aMessage(retried));
    expect(await screen.findByText('The provider asks to go slower')).toBeVisible();
    expect(screen.getByText(/^The next try is about \d\d:\d\d\.$/)).toBeVisible();
    expect(screen.getByText(/^Postlane tries again by itself, until tomorrow/)).toBeVisible();
    await stage.click('Stop trying');
    await stage.click('Erase it');
    await heading('Set aside');
    expect(screen.getByRole('button', { name: 'Change the draft and send again' })).toBeVisible();
  });
});
