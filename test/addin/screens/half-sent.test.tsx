import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { failed } from '../../../src/domain/result.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { aDraft } from '../fakes/host.ts';
import { aChannel } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';
import { writing } from './writing.ts';

/** A draft to ten through a provider that takes four in one message; its server goes away after so many messages. */
function crowded(messages: number) {
  const guests = Array.from({ length: 9 }, (_, at) => ({ name: '', address: `guest${String(at)}@harbour.example` }));
  const set = { ...writing(aDraft({ bcc: guests })), device: fakeKeep() };
  const { limits } = aChannel();
  set.backend.channels = [aChannel({ limits: { ...limits, recipientsPerMessage: 4 } })];
  const { queue } = set.backend;
  set.backend.queue = async (...given) =>
    set.backend.messages.length >= messages ? failed({ kind: 'backend-away' }) : queue(...given);
  return { ...set, mend: () => (set.backend.queue = queue) };
}

/** The rep has closed the draft, and reads another mail. */
function elsewhere(set: ReturnType<typeof crowded>) {
  set.host.select('message-read');
  return open(set);
}

const reminder = /^“Lamps for your new office” was handed over for/;

describe('a draft that was closed when some of its messages were handed over', () => {
  it('is told of at home, with how many have it and what to do, until the rep has seen to it', async () => {
    const set = crowded(2);
    const first = open(set);
    await first.click('Send as 3 messages');
    await screen.findByText(/^2 of 3 messages are queued/);
    first.unmount();

    const later = elsewhere(set);
    const told = await screen.findByText(reminder);
    expect(told).toHaveTextContent('was handed over for 7 of 10 recipients. The others have not got it.');
    await expectAccessible();
    await later.click('Don’t remind me');
    expect(screen.queryByText(reminder)).toBeNull();
    later.unmount();

    elsewhere(set);
    await heading('Your channel');
    expect(screen.queryByText(reminder)).toBeNull();
  });

  it('is told of when the pane was closed with it, in the middle', async () => {
    const set = crowded(9);
    const { queue } = set.backend;
    set.backend.queue = (...given) => (set.backend.messages.length < 1 ? queue(...given) : new Promise(() => {}));
    const first = open(set);
    await first.click('Send as 3 messages');
    await screen.findByText('1 of 3 queued');
    first.unmount();
    elsewhere(set);
    expect(await screen.findByText(reminder)).toHaveTextContent('for 4 of 10 recipients');
  });

  it.each([
    ['nothing was handed over', 0],
    ['everything was', 9],
  ])('is not told of when %s', async (_, messages) => {
    const set = crowded(messages);
    const first = open(set);
    await first.click('Send as 3 messages');
    await screen.findByRole('button', { name: messages === 0 ? 'Try again' : 'Your channel' });
    first.unmount();
    elsewhere(set);
    await screen.findByRole('heading', { name: messages === 0 ? 'Last messages' : 'Waiting' });
    expect(screen.queryByText(reminder)).toBeNull();
  });

  it('is not told of any more when the rest has been sent', async () => {
    const set = crowded(1);
    const first = open(set);
    await first.click('Send as 3 messages');
    await screen.findByText(/^1 of 3 messages are queued/);
    set.mend();
    await first.click('Send the other 2 messages');
    await heading('On its way as 3 messages');
    expect(set.device.kept.get('postlane.halves.nora.lindqvist@fjordlight.example')).toBeUndefined();
  });
});
