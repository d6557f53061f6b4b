import { describe, expect, it } from '@jest/globals';
import { SECOND } from '../../../src/domain/instant.ts';
import { carryMail, type CarryNeeds } from '../../../src/server/use-cases/carry-mail.ts';
import { accepted, claimed, CONVERSATION, NOW } from './carry-stage.ts';

describe('a conversation that is to stop', () => {
  /** A place whose process stops as soon as something is done. */
  const stoppingAt = (what: keyof CarryNeeds, fails = false) => {
    const closing = new AbortController();
    const stop = async (): Promise<never | boolean> => {
      closing.abort();
      if (fails) throw new Error('The database is away.');
      return true;
    };
    return { closing: closing.signal, needs: { [what]: stop } as Partial<CarryNeeds> };
  };
  const stopped = async (what: 'handOver' | 'endConversation', slept: number[] = [], fails = false) => {
    const { closing, needs } = stoppingAt(what, fails);
    const done: string[] = [];
    const carry = carryMail({
      openCredential: async () => ({ kind: 'password', username: 'ada', password: 'secret' }),
      readSmall: async () => new Map(),
      async *openContent(id) {
        yield new TextEncoder().encode(id);
      },
      openSession: async () => ({
        ok: true,
        value: {
          usable: true,
          async send({ content }, upcoming) {
            for await (const piece of content()) done.push(`send ${new TextDecoder().decode(piece)}`);
            done.push(`then ${upcoming === null ? 'nobody' : 'another'}`);
            return accepted;
          },
          quit: async () => void done.push('quit'),
        },
      }),
      loggedIn: async () => {},
      mayLogInAgain: async () => true,
      handOver: async () => true,
      settle: async () => true,
      letGo: async () => true,
      more: async () => 'over',
      endConversation: async () => void done.push('end'),
      onEnded: ({ id }, ended) => void done.push(`${ended} ${id}`),
      onFault: () => {},
      sleep: async (milliseconds) => void (milliseconds >= SECOND && slept.push(milliseconds)),
      clock: () => NOW,
      random: () => 0,
      ...needs,
    });
    const place = { closing, wanted: false, heed: () => {}, rest: async () => true };
    await carry(CONVERSATION, [claimed('a'), claimed('b')], place);
    return done;
  };

  it('finishes the message on the wire, and lets go the rest', async () => {
    const done = await stopped('handOver');
    expect(done.filter((what) => !what.startsWith('then'))).toEqual(['send a', 'accepted a', 'quit', 'end']);
  });

  it('writes for half a minute more when the store is away', async () => {
    const slept: number[] = [];
    await expect(stopped('endConversation', slept, true)).rejects.toThrow('The database is away.');
    expect(slept.reduce((sum, one) => sum + one)).toBe(30 * SECOND);
  });
});
