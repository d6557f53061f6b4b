import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { Message } from '../../../src/contract/shapes.ts';
import { DAY, MINUTE } from '../../../src/domain/instant.ts';
import { failed } from '../../../src/domain/result.ts';
import { NOTE, noteOf, partIds } from '../../../src/addin/launch-event/handed.ts';
import { fingerprintOf } from '../../../src/addin/screens/send/fingerprint.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { aDraft } from '../fakes/host.ts';
import { aChannel, aMessage, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';
import { writing } from './writing.ts';

const old = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    aMessage({
      id: `3c0a1f6e-1111-4f7e-8a33-${String(at).padStart(12, '0')}`,
      subject: `Offer ${at + 1}`,
      state: 'held',
      dueAt: null,
      queuedAt: NOW - 3 * DAY + at * MINUTE,
    }),
  );
const mended = (held: number) => aChannel({ held, health: { state: 'working', since: NOW - MINUTE } });
const section = () => screen.findByRole('region', { name: 'Mail that waited' });

describe('mail that waited for more than a day', () => {
  const shown = (count: number, channel = mended(count)) =>
    open({ backend: fakeBackend({ channels: [channel], messages: old(count) }) });

  it('waits for the rep’s word: how much, what, since when', async () => {
    const stage = shown(7);
    const region = within(await section());
    expect(
      region.getByText(/^7 messages had waited for more than a day .* Do you still want to send them\?$/),
    ).toBeVisible();
    expect(region.getAllByRole('listitem')).toHaveLength(3);
    expect(region.getByText('Offer 1').closest('li')).toHaveTextContent(/17 November/);
    expect(screen.queryByRole('heading', { name: 'Waiting' })).toBeNull();
    await stage.click('Show 4 more');
    expect(region.getAllByRole('listitem')).toHaveLength(7);
    await expectAccessible();
  });

  it('goes one by one, or does not', async () => {
    const stage = shown(2);
    await section();
    const answers = (subject: string) => within(screen.getByRole('group', { name: subject }));
    await stage.user.click(answers('Offer 1').getByRole('button', { name: 'Send it' }));
    expect(await screen.findByText(/^1 message had waited for more than a day/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Send all/ })).toBeNull();
    expect(await heading('Your channel')).toHaveFocus();
    await stage.user.click(answers('Offer 2').getByRole('button', { name: 'Don’t send it' }));
    await stage.click('Erase it');
    await screen.findByRole('button', { name: /Offer 2.*Set aside/ });
    expect(screen.queryByRole('region', { name: 'Mail that waited' })).toBeNull();
    expect(stage.backend.messages.map(({ state }) => state)).toEqual(['queued', 'dropped']);
  });

  it('goes all at once', async () => {
    const stage = shown(7);
    await stage.click('Send all 7');
    expect(await screen.findByText('7 messages are going out.')).toHaveAttribute('role', 'status');
    expect(stage.backend.asked).toContain('releaseHeld');
    expect(screen.queryByRole('region', { name: 'Mail that waited' })).toBeNull();
    expect(await screen.findByRole('heading', { name: 'Waiting' })).toBeVisible();
  });

  it('is erased all at once only after a question', async () => {
    const stage = shown(7);
    await stage.click('Don’t send any');
    expect(screen.getByRole('heading', { name: 'Don’t send any of the 7?' })).toHaveFocus();
    await expectAccessible();
    await stage.click('Let them wait');
    expect(stage.backend.asked).not.toContain('dropHeld');
    await stage.click('Don’t send any');
    await stage.click('Erase them');
    expect(await screen.findByText('7 messages are not sent.')).toHaveAttribute('role', 'status');
    expect(new Set(stage.backend.messages.map(({ state }) => state))).toEqual(new Set(['dropped']));
  });

  it('stays when the word did not get through', async () => {
    const backend = fakeBackend({ channels: [mended(2)], messages: old(2) });
    backend.answers.releaseHeld = async () => failed({ kind: 'backend-away' });
    const stage = open({ backend });
    await stage.click('Send all 2');
    expect(await screen.findByText('Postlane cannot be reached')).toBeVisible();
    expect(within(await section()).getAllByRole('listitem')).toHaveLength(2);
  });

  it('stands where it always stood while the channel is broken', async () => {
    shown(2, aBrokenChannel('password-rejected', { held: 2 }));
    expect(await screen.findByRole('heading', { name: 'Waiting' })).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Mail that waited' })).toBeNull();
  });

  it('is not what is let go by itself, though that is held until it is told of', async () => {
    shown(3, mended(0));
    await screen.findByText('Working');
    expect(screen.queryByRole('region', { name: 'Mail that waited' })).toBeNull();
  });

  it('is asked about after the repair', async () => {
    const stage = shown(3, aBrokenChannel('password-rejected', { held: 3 }));
    await stage.click('Repair');
    await stage.user.type(await screen.findByLabelText('Password'), 'Northern-Star-43');
    await stage.click('Repair');
    const [proof] = stage.backend.proofs;
    await stage.meanwhile(() => {
      proof?.line({ channel: mended(2) });
      proof?.end();
    });
    await heading('Your channel works again');
    expect(screen.getByText('1 waiting message goes out now.')).toBeVisible();
    expect(screen.getByText(/^2 messages waited for more than a day\. They go only if/)).toBeVisible();
    await expectAccessible();
    await stage.click('Look at what waited');
    await section();
  });

  it('is told after the repair as what it is, where a colleague left it', async () => {
    const backend = fakeBackend({
      channels: [aBrokenChannel('password-rejected', { held: 2 })],
      messages: old(2).map((message) => ({ ...message, handedOver: true })),
    });
    const stage = open({ backend });
    await stage.click('Repair');
    await stage.user.type(await screen.findByLabelText('Password'), 'Northern-Star-43');
    await stage.click('Repair');
    const [proof] = stage.backend.proofs;
    await stage.meanwhile(() => {
      proof?.line({ channel: mended(2) });
      proof?.end();
    });
    await screen.findByText(/^2 messages wait for your word: they waited .* or a colleague left them to you\.$/);
    expect(screen.queryByText(/^2 messages waited/)).toBeNull();
  });

  it('waits for IT first, where that paused the channel: nothing is asked of the rep after the repair', async () => {
    const since = NOW - DAY;
    const stage = shown(3, aBrokenChannel('password-rejected', { held: 3, stoppedSince: since }));
    await stage.click('Repair');
    await stage.user.type(await screen.findByLabelText('Password'), 'Northern-Star-43');
    await stage.click('Repair');
    const [proof] = stage.backend.proofs;
    await stage.meanwhile(() => {
      proof?.line({ channel: { ...mended(3), stoppedSince: since } });
      proof?.end();
    });
    await heading('The repair worked');
    expect(screen.getByRole('heading', { name: 'Your IT paused this channel' })).toBeVisible();
    expect(screen.getByText('3 messages wait meanwhile.')).toBeVisible();
    expect(screen.queryByText(/waited for more than a day/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Look at what waited' })).toBeNull();
    await expectAccessible();
    await stage.click('Done');
    await heading('Your channel');
  });
});

describe('a draft that waited for more than a day', () => {
  const handedOver = (parts: number, changes: Partial<Message> = {}) => {
    const set = writing();
    const { id } = aMessage();
    const ids = partIds({ id, parts });
    set.backend.channels = [mended(parts)];
    set.backend.messages = old(parts).map((message, at) => ({ ...message, ...changes, id: ids[at] ?? '' }));
    set.host.notes.set(NOTE, noteOf({ id, fingerprint: fingerprintOf(aDraft()), parts }));
    return open(set);
  };

  it('asks whether it is still to go, and goes by the rep’s word', async () => {
    const stage = handedOver(1);
    await heading('Do you still want to send it?');
    expect(screen.getByText(/^Your channel works again, but this message has waited/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Repair' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Don’t send it' })).toBeVisible();
    await expectAccessible();
    await stage.click('Send it');
    await heading('Waiting for its turn');
  });

  it('as several messages is asked about as a whole, at home', async () => {
    const stage = handedOver(2);
    await heading('Do you still want to send it?');
    expect(screen.getByText(/^Your channel works again, but these messages have waited/)).toBeVisible();
    await stage.click('Your channel');
    await section();
  });

  it.each([
    [1, /^A colleague who has left wrote this message, and your IT handed it over to you\./],
    [2, /^A colleague who has left wrote these messages, and your IT handed them over to you\./],
  ])('is not told as the rep’s own where a colleague left it: as %i', async (parts, said) => {
    handedOver(parts, { handedOver: true });
    await heading('Do you want to send it?');
    expect(screen.getByText(said)).toBeVisible();
    expect(screen.queryByText(/^Your channel works again/)).toBeNull();
  });
});
