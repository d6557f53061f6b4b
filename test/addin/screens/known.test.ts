import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../src/domain/instant.ts';
import {
  askAgainAfter,
  know,
  readRemembered,
  startKnowing,
  waitingOn,
  type KnownEvent,
} from '../../../src/addin/screens/known/known.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { accepted, aChannel, aMessage, NOW } from '../fakes/mail.ts';

describe('what is known', () => {
  const channel = aChannel();
  const answered = know(startKnowing(null), {
    type: 'answered',
    channels: [channel],
    messages: [aMessage({ id: 'a', queuedAt: 1 }), aMessage({ id: 'b', queuedAt: 2, state: 'held' })],
    at: NOW,
  });

  it('has the newest message first', () => {
    expect(answered.messages.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('stays as it was when the server is away', () => {
    const away = know(answered, { type: 'troubled', trouble: { kind: 'backend-away' } });
    expect(away).toMatchObject({ channels: [channel], asOf: NOW, trouble: { kind: 'backend-away' } });
  });

  it('takes a change of a message it knows, and a message that is new', () => {
    const changed = know(answered, {
      type: 'message-changed',
      message: aMessage({ id: 'a', queuedAt: 1, state: 'accepted' }),
    });
    expect(changed.messages.find(({ id }) => id === 'a')?.state).toBe('accepted');
    expect(know(answered, { type: 'message-changed', message: aMessage({ id: 'c' }) }).messages).toHaveLength(3);
  });

  it('believes what was told while it asked more than the answer, which may be older', () => {
    const asking = know(answered, { type: 'asked', at: NOW });
    const told = aMessage({ id: 'a', queuedAt: 1, state: 'accepted' });
    const paused = aChannel({ passwordEndsOn: null });
    const answer: KnownEvent = {
      type: 'answered',
      channels: [channel],
      messages: [aMessage({ id: 'a', queuedAt: 1 })],
      at: NOW,
    };
    const changes: KnownEvent[] = [
      { type: 'message-changed', message: told },
      { type: 'channel-changed', channel: paused },
      answer,
    ];
    const answeredLate = changes.reduce(know, asking);
    expect(answeredLate).toMatchObject({ messages: [told], channels: [paused] });
    const again = know(know(answeredLate, { type: 'asked', at: NOW }), answer);
    expect(again.messages[0]?.state).toBe('queued');
  });

  describe('of a channel that was broken', () => {
    const broken = know(answered, { type: 'channel-changed', channel: aBrokenChannel('account-locked') });
    const back: KnownEvent = {
      type: 'channel-changed',
      channel: aChannel({ health: { state: 'working', since: NOW } }),
    };

    it('is that it works again, since when, and how much goes', () => {
      expect(know(broken, back).back).toEqual([{ channelId: channel.id, since: NOW, going: 2 }]);
    });

    it('counts what has left by the time the channel is heard of, and nothing of before', () => {
      const leaves = (settledAt: number): KnownEvent => ({
        type: 'message-changed',
        message: { ...accepted(aMessage({ id: 'a', queuedAt: 1 })), settledAt },
      });
      expect(know(know(broken, leaves(NOW + 1)), back).back).toMatchObject([{ going: 2 }]);
      expect(know(know(broken, leaves(NOW - 1)), back).back).toMatchObject([{ going: 1 }]);
    });

    it('stays known until it was seen, whatever else is told', () => {
      const later = know(know(broken, back), { type: 'channel-changed', channel: aChannel({ held: 1 }) });
      expect(later.back).toHaveLength(1);
      expect(know(later, { type: 'comeback-seen', channelId: channel.id }).back).toEqual([]);
    });

    it('is nothing while IT has paused it: nothing goes', () => {
      const stopped = aChannel({ health: { state: 'working', since: NOW }, stoppedSince: NOW });
      expect(know(broken, { type: 'channel-changed', channel: stopped }).back).toEqual([]);
    });

    it('is nothing once it breaks again, and nothing when it never broke', () => {
      expect(
        know(know(broken, back), { type: 'channel-changed', channel: aBrokenChannel('account-locked') }).back,
      ).toEqual([]);
      expect(know(answered, back).back).toEqual([]);
    });
  });

  it('says that nothing arrives by itself only when told so, and takes it back with the next connection', () => {
    const cut = know(answered, { type: 'following', following: false });
    expect(cut.interrupted).toBe(false);
    const told = know(cut, { type: 'interrupted' });
    expect(told.interrupted).toBe(true);
    expect(know(told, { type: 'following', following: true }).interrupted).toBe(false);
  });

  const idle = { ...answered, messages: [accepted(aMessage())] };
  const away = { trouble: { kind: 'backend-away' }, unanswered: 1 } as const;
  it.each([
    ['mail waits and events arrive: each minute, as one may be lost', { ...answered, following: true }, true, MINUTE],
    ['nothing waits and events arrive: never', { ...idle, following: true }, true, null],
    ['no events arrive', idle, true, 15_000],
    ['no events arrive, and nobody looks', idle, false, null],
    ['no events arrive, nobody looks, but mail waits', answered, false, 15_000],
    ['the server is away', { ...idle, ...away }, true, 15_000],
    ['the server is away, but events arrived', { ...idle, ...away, following: true }, true, 15_000],
    ['the server is still away', { ...idle, ...away, unanswered: 2 }, true, 30_000],
    ['the server is away for long', { ...idle, ...away, unanswered: 40 }, true, 120_000],
  ])('is asked for again when %s', (_, known, visible, milliseconds) => {
    expect(askAgainAfter(known, visible)).toBe(milliseconds);
  });

  it('counts the mail that would be lost with a channel', () => {
    expect(waitingOn(answered, channel.id)).toHaveLength(2);
    expect(waitingOn(answered, 'another')).toHaveLength(0);
  });

  it.each([
    null,
    'text',
    {},
    { channels: [] },
    { channels: 1, asOf: 1 },
    { channels: [{ ...channel, health: undefined }], asOf: 1 },
  ])('trusts nothing that the device remembers in another shape: %j', (kept) => {
    expect(readRemembered(kept)).toBeNull();
  });

  it('remembers a channel as it was', () => {
    expect(readRemembered({ channels: [channel], asOf: 1 })).toEqual({ channels: [channel], lost: [], asOf: 1 });
  });
});
