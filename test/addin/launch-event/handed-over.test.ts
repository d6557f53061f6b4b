import { describe, expect, it } from '@jest/globals';
import { success } from '../../../src/domain/result.ts';
import type { LaunchHost } from '../../../src/addin/host/launch-host.ts';
import { noteOf, partIds } from '../../../src/addin/launch-event/handed.ts';
import { onMessageSend, type LaunchNeeds } from '../../../src/addin/launch-event/handlers.ts';
import { aStanding, NORA } from './classic-outlook.ts';

const ID = '5b0a1f6e-0000-4f7e-8a33-1d8f7c2a0009';
const noteFor = (parts: number): string => noteOf({ id: ID, fingerprint: 'f', parts });

type State = Awaited<ReturnType<LaunchNeeds['lookAt']>>;
interface Given {
  note?: string | null;
  /** Where its messages are, by the server's word. */
  states?: readonly State[];
  set?: boolean;
  standings?: LaunchHost['standings'];
}

/** Outlook's own Send of one draft. */
function draft({ note = noteFor(1), states = [], set = true, standings = () => [] }: Given) {
  const asked: string[] = [];
  const causes = new Set<string>();
  const host: LaunchHost = {
    has: () => set,
    handed: async () => note,
    standings,
    sender: async () => NORA,
    wasAskedAbout: async (cause) => causes.has(cause),
    noteAskedAbout: async (cause) => Boolean(causes.add(cause)),
    showNotice: async () => success(undefined),
  };
  const lookAt = async (id: string): Promise<State> => {
    asked.push(id);
    const state = states[partIds({ id: ID, parts: states.length }).indexOf(id)];
    return state === undefined ? 'not-found' : state;
  };
  const look = async () => {
    asked.push('channels');
    return null;
  };
  return {
    asked,
    async send() {
      const completions: unknown[] = [];
      await onMessageSend({ completed: (options) => completions.push(options) }, () => ({ host, look, lookAt }));
      expect(completions).toHaveLength(1);
      return completions[0] as Office.SmartAlertsEventCompletedOptions;
    },
  };
}

describe('Outlook’s own Send of a draft that was handed over', () => {
  it.each<[State, RegExp]>([
    ['accepted', /^Postlane has already sent this message\./],
    ['queued', /^Postlane already has this message, and it waits/],
    ['in-flight', /^Postlane already has this message, and it waits/],
    ['held', /^Postlane already has this message, and it waits/],
    ['uncertain', /^Postlane handed this message over, and nobody knows yet whether it arrived\./],
    [null, /^This draft was handed to Postlane before, but we can’t look up what became of it/],
  ])('is asked about each time when the server says %s, and never more than asked', async (state, words) => {
    const sent = draft({ states: [state], standings: () => [aStanding()] });
    const asked = await sent.send();
    expect(asked).toEqual({
      allowEvent: false,
      errorMessage: expect.stringMatching(words),
      cancelLabel: 'Open Postlane',
      commandId: 'ComposeOpenPane',
      sendModeOverride: 'promptUser',
    });
    expect(await sent.send()).toEqual(asked);
    expect(sent.asked).toEqual([ID, ID]);
  });

  it('is asked about in the words that Mailbox 1.12 knows', async () => {
    const options = await draft({ states: ['accepted'], set: false }).send();
    expect(Object.keys(options)).toEqual(['allowEvent', 'errorMessage']);
  });

  it.each<[State]>([['refused'], ['dropped'], ['not-found']])('goes when the server says %s', async (state) => {
    expect(await draft({ states: [state] }).send()).toEqual({ allowEvent: true });
  });

  it('is then asked about like any other where the channel is broken', async () => {
    const { errorMessage } = await draft({ states: ['dropped'], standings: () => [aStanding()] }).send();
    expect(errorMessage).toMatch(/^Your delivery channel is broken/);
  });

  it.each<[string, State[], boolean]>([
    ['the second one waits', ['dropped', 'queued'], false],
    ['the first alone got through', ['accepted', 'not-found'], false],
    ['nobody gets any', ['refused', 'dropped'], true],
    ['the server got none', ['not-found', 'not-found'], true],
  ])('as several messages: %s', async (_, states, goes) => {
    expect((await draft({ note: noteFor(2), states }).send()).allowEvent).toBe(goes);
  });

  it('costs no question to the server without a note', async () => {
    const sent = draft({ note: null });
    expect(await sent.send()).toEqual({ allowEvent: true });
    expect(sent.asked).toEqual([]);
  });
});
