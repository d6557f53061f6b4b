import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { fingerprintOf, NOTE, noteOf } from '../../../src/addin/screens/send/handed.ts';
import type { Channel, Message } from '../../../src/contract/shapes.ts';
import { aChannel, aMessage, NOW, throttled } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';
import { writing } from './writing.ts';

/** A draft that was handed over before, and what became of it. */
function handedOver(message: Message, channel: Channel = aChannel(), others: Message[] = []) {
  const set = writing();
  const fingerprint = fingerprintOf(set.host.draft);
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

  it('says how many go before it', async () => {
    const before = ['a', 'b'].map((id) => aMessage({ id, queuedAt: NOW - HOUR, dueAt: NOW - HOUR }));
    handedOver(aMessage(), aChannel(), before);
    expect(await screen.findByText('2 messages go before it.')).toBeVisible();
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
    expect(screen.getByText(/^The next try is at about /)).toBeVisible();
    expect(screen.getByText(/^Postlane tries again by itself, until tomorrow/)).toBeVisible();
    await stage.click('Stop trying');
    await stage.click('Erase it');
    await heading('Set aside');
    expect(screen.getByRole('button', { name: 'Change the draft and send again' })).toBeVisible();
  });
});
