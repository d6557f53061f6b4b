import { describe, expect, it } from '@jest/globals';
import type { Claimed, Conversation, MoreMail } from '../../../src/domain/claimed.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { NO_LIMITS } from '../../../src/domain/limit.ts';
import type { Attempt } from '../../../src/domain/outbox.ts';
import { carryMail, type CarryNeeds } from '../../../src/server/use-cases/carry-mail.ts';
import type { Place } from '../../../src/server/use-cases/mail-supply.ts';

const NOW = 1_000_000;
const CONVERSATION: Conversation = {
  id: 'conversation-1',
  mailboxId: 'mailbox-1',
  channel: {
    id: 'channel-1',
    owner: { tenantId: 'firma', objectId: 'ada' },
    providerId: 'custom',
    server: { host: 'smtp.firma.example', port: 587, security: 'starttls' },
    username: 'ada',
    sender: { name: 'Ada', address: 'ada@firma.example' },
    mechanism: 'PLAIN',
    limits: NO_LIMITS,
    health: { state: 'working', since: 0 },
    pause: null,
    createdAt: 0,
    verifiedAt: 0,
  },
  credential: { keyId: 'k1', text: 'sealed' },
  pauses: 0,
};
const claimed = (id: string, changes: Partial<Claimed> = {}): Claimed => ({
  id,
  lease: `lease of ${id}`,
  envelope: { mailFrom: 'ada@firma.example', rcptTo: [`${id}@kunde.example`] },
  bytes: 5,
  contentId: `content of ${id}`,
  tryingSince: NOW - MINUTE,
  attempts: 1,
  reachedSome: false,
  ...changes,
});

const OK = { code: 250, enhanced: null, text: 'ok' };
const accepted: Attempt = { ended: 'accepted', reply: OK, refused: [] };
const lost: DeliveryFailure = { kind: 'connection-lost', stage: 'data', host: 'h', port: 587, detail: null };
const refusal = (kind: 'password-rejected' | 'throttled' | 'content-refused', stage: DeliveryFailure['stage']) => ({
  ...{ kind, stage },
  reply: { code: 500, enhanced: null, text: 'no' },
});
const failedBy = (failure: DeliveryFailure): Attempt => ({ ended: 'failed', failure, refused: [] });

interface Play {
  /** How each message ends, by what is left when it is its turn; accepted when nothing is said. */
  ends?: Record<string, (Attempt | 'stale')[]>;
  first?: Claimed[];
  more?: MoreMail[];
  /** How each opening fails; none does when nothing is said. */
  openings?: (DeliveryFailure | null)[];
  conversation?: Partial<Conversation>;
  /** What the place says when the conversation rests. */
  rests?: boolean[];
  needs?: Partial<CarryNeeds>;
}

/** Carries mail over connections that go by the play, and tells in order what was done. */
async function carried({ ends = {}, first = [claimed('a')], more = [], openings = [], ...play }: Play = {}) {
  const done: string[] = [];
  const faults: unknown[] = [];
  const closing = new AbortController();
  const place: Place & { wanted: boolean } = {
    closing: closing.signal,
    wanted: false,
    heed: () => {},
    async rest(milliseconds) {
      done.push(`rest ${milliseconds / SECOND} s`);
      return play.rests?.shift() ?? false;
    },
  };
  const carry = carryMail({
    openCredential: async () => ({ kind: 'password', username: 'ada', password: 'secret' }),
    async readSmall(messages) {
      done.push(`read ${messages.map(({ id }) => id).join(' ')}`);
      return new Map(messages.map(({ id }) => [id, new TextEncoder().encode(id)]));
    },
    async *openContent(id) {
      done.push(`open ${id}`);
      yield new TextEncoder().encode(id);
    },
    async openSession() {
      const failure = openings.shift() ?? null;
      if (failure !== null) return { ok: false, failure };
      done.push('log in');
      const session = {
        usable: true,
        async send(
          { envelope, content }: { envelope: Claimed['envelope']; content: () => AsyncIterable<Uint8Array> },
          upcoming: { envelope: Claimed['envelope'] } | null,
        ): Promise<Attempt | 'stale'> {
          const name = envelope.rcptTo[0]?.split('@', 1)[0] ?? '';
          const end = ends[name]?.shift() ?? accepted;
          if (end === 'stale') session.usable = false;
          if (end === 'stale' || (end.ended === 'failed' && end.failure.stage !== 'data')) return end;
          try {
            for await (const piece of content()) done.push(`send ${new TextDecoder().decode(piece)}`);
          } catch {
            session.usable = false;
            return failedBy(lost);
          }
          if (upcoming !== null) done.push(`go ahead with ${upcoming.envelope.rcptTo[0]?.split('@', 1)[0]}`);
          return end;
        },
        async quit() {
          done.push('quit');
        },
      };
      return { ok: true, value: session };
    },
    async loggedIn() {},
    async handOver(next, settled) {
      done.push([settled && `accepted ${settled.held.id}`, next && `begin ${next.id}`].filter(Boolean).join(', '));
      return true;
    },
    async settle({ id }, _attempt, settlement, pause) {
      done.push(`${settlement.state} ${id}${pause === null ? '' : `, paused for ${(pause.until - NOW) / SECOND} s`}`);
      return true;
    },
    async letGo({ id }, dueAt) {
      done.push(`let go ${id} for ${(dueAt - NOW) / MINUTE} min`);
      return true;
    },
    async more() {
      const next = more.shift() ?? { messages: [], nextAt: null };
      done.push(next === 'over' ? 'over' : `more: ${next.messages.map(({ id }) => id).join(' ')}`);
      return next;
    },
    async endConversation() {
      done.push('end');
    },
    onEnded: () => {},
    onFault: (error) => void faults.push(error),
    // What goes on being written is; what waits for the next message never does.
    sleep: (milliseconds) => (milliseconds < SECOND ? new Promise(() => {}) : Promise.resolve()),
    clock: () => NOW,
    random: () => 0,
    ...play.needs,
  });
  await carry({ ...CONVERSATION, ...play.conversation }, first, place);
  return { done, faults };
}

const ONE = ['read a', 'log in', 'begin a', 'send a', 'accepted a'];
const REST = ['more: ', 'rest 2 s', 'quit', 'end'];

describe('carrying mail', () => {
  it('says that a message begins to leave before its first byte does, and settles it at once when no other follows', async () => {
    expect((await carried()).done).toEqual([...ONE, ...REST]);
  });

  it('says of each message that it is accepted in one breath with the next one’s beginning, over one connection', async () => {
    expect((await carried({ first: [claimed('a'), claimed('b')] })).done).toEqual([
      ...['read a b', 'log in', 'begin a', 'send a', 'go ahead with b', 'accepted a, begin b', 'send b', 'accepted b'],
      ...REST,
    ]);
  });

  it('does not keep what it knows of a message for as long as the next one takes to begin', async () => {
    const { done } = await carried({ first: [claimed('a'), claimed('b')], needs: { sleep: async () => {} } });
    expect(done).toContain('accepted a');
  });

  it('takes more while there is some, and rests for a short while when there is none', async () => {
    const { done } = await carried({
      more: [
        { messages: [claimed('b')], nextAt: null },
        { messages: [], nextAt: null },
        { messages: [claimed('c')], nextAt: null },
      ],
      rests: [true, false],
    });
    expect(done).toEqual([
      ...ONE,
      ...['more: b', 'read b', 'begin b', 'send b', 'accepted b', 'more: ', 'rest 2 s'],
      ...['more: c', 'read c', 'begin c', 'send c', 'accepted c', ...REST],
    ]);
  });

  it('stays while the next message is due soon, and not when it is due late', async () => {
    const soon = await carried({ more: [{ messages: [], nextAt: NOW + 15 * SECOND }] });
    expect(soon.done.slice(ONE.length)).toEqual(['more: ', 'rest 15 s', ...REST]);
    const late = await carried({ more: [{ messages: [], nextAt: NOW + 25 * SECOND }] });
    expect(late.done.slice(ONE.length)).toEqual(REST);
  });

  it('asks for more before the last ones are sent', async () => {
    const first = Array.from({ length: 12 }, (_, index) => claimed(`m${index}`));
    const { done } = await carried({ first, more: [{ messages: [claimed('z')], nextAt: null }] });
    expect(done.indexOf('more: z')).toBeLessThan(done.indexOf('send m2'));
    expect(done.filter((what) => what.startsWith('send'))).toHaveLength(13);
  });

  it('ends when another’s turn has come', async () => {
    expect((await carried({ more: ['over'] })).done).toEqual([...ONE, 'over', 'quit', 'end']);
  });

  it('replaces a connection that turns out stale, and the attempt is still the first', async () => {
    const { done } = await carried({ first: [claimed('a'), claimed('b')], ends: { b: ['stale'] } });
    expect(done.filter((what) => !what.startsWith('go ahead'))).toEqual([
      ...['read a b', 'log in', 'begin a', 'send a', 'quit', 'log in', 'accepted a, begin b', 'send b', 'accepted b'],
      ...REST,
    ]);
  });

  it('settles one message by a login that fails, and lets go the rest', async () => {
    const rejected = refusal('password-rejected', 'auth');
    const { done } = await carried({ first: [claimed('a'), claimed('b')], openings: [rejected] });
    expect(done).toEqual(['read a b', 'held a', 'end']);
  });

  it('pauses the mailbox by a server that is away, longer each time, and lets go the rest', async () => {
    const away: DeliveryFailure = { ...lost, kind: 'connection-refused', stage: 'connect' };
    const first = [claimed('a'), claimed('b')];
    expect((await carried({ first, openings: [away] })).done).toContain('queued a, paused for 60 s');
    const again = await carried({ first, openings: [away], conversation: { pauses: 2 } });
    expect(again.done).toEqual(['read a b', 'queued a, paused for 600 s', 'end']);
  });

  it('writes down what it knows before what comes after, and ends by what pauses', async () => {
    const { done } = await carried({
      first: [claimed('a'), claimed('b'), claimed('c')],
      ends: { b: [failedBy(refusal('throttled', 'mail'))] },
    });
    expect(done.slice(-4)).toEqual(['accepted a', 'queued b, paused for 30 s', 'quit', 'end']);
  });

  it('goes on after a message that is refused or uncertain', async () => {
    const { done } = await carried({
      first: [claimed('a'), claimed('b'), claimed('c')],
      ends: {
        a: [failedBy(refusal('content-refused', 'data'))],
        b: [{ ended: 'uncertain', failure: { ...lost, stage: 'after-data' } }],
      },
    });
    expect(done.filter((what) => /^(refused|uncertain|accepted)/.test(what))).toEqual([
      'refused a',
      'uncertain b',
      'accepted c',
    ]);
  });

  it('lets nothing leave when the lease is lost, and ends', async () => {
    const { done, faults } = await carried({
      first: [claimed('a'), claimed('b')],
      needs: { handOver: async () => false, settle: async () => false },
    });
    expect(done).toEqual(['read a b', 'log in', 'quit', 'end']);
    expect(faults).toEqual([new Error('The lease is lost.')]);
  });

  it('gives the mail back when the credential does not open: an operator’s matter, no login is tried', async () => {
    const fault = new Error('The credential key "k1" is not configured.');
    const { done, faults } = await carried({ needs: { openCredential: () => Promise.reject(fault) } });
    expect(done).toEqual(['let go a for 10 min', 'end']);
    expect(faults).toEqual([fault]);
  });

  it('reads what is small ahead, no more of it than a megabyte, and what is large in its turn', async () => {
    const small = Array.from({ length: 20 }, (_, index) => claimed(`s${index}`, { bytes: 60_000 }));
    const { done } = await carried({ first: [claimed('large', { bytes: 65_537 }), ...small] });
    const reads = done.filter((what) => what.startsWith('read')).map((what) => what.split(' ').length - 1);
    expect(reads[0]).toBe(17);
    expect(reads.reduce((sum, one) => sum + one)).toBe(20);
    expect(done.filter((what) => what.startsWith('open'))).toEqual(['open large']);
  });

  it('opens a content in its turn when it could not be read ahead', async () => {
    const { done } = await carried({ needs: { readSmall: () => Promise.reject(new Error('away')) } });
    expect(done.slice(0, 4)).toEqual(['log in', 'begin a', 'open a', 'send a']);
  });

  it('begins no message while the store is away, and writes the one before again until the store has it', async () => {
    let calls = 0;
    const said: string[] = [];
    const { done, faults } = await carried({
      first: [claimed('a'), claimed('b')],
      needs: {
        async handOver(next, settled) {
          calls += 1;
          if (calls >= 2 && calls <= 5) throw new Error('The database restarts.');
          said.push([settled?.held.id, next?.id].join());
          return true;
        },
      },
    });
    expect(said).toEqual([',a', 'a,']);
    expect(done).toContain('queued b');
    expect(done.filter((what) => what.startsWith('send'))).toEqual(['send a']);
    expect(faults).toHaveLength(2);
  });

  it('leaves a message to whoever takes it over when the store never hears, and gives nothing back', async () => {
    const slept: number[] = [];
    const result = carried({
      needs: {
        settle: () => Promise.reject(new Error('The database is gone.')),
        endConversation: () => Promise.reject(new Error('It was given back.')),
        async sleep(milliseconds) {
          slept.push(milliseconds);
        },
      },
      ends: { a: [failedBy(lost)] },
    });
    await expect(result).rejects.toThrow('The database is gone.');
    expect(slept.reduce((sum, one) => sum + one, 0)).toBe(10 * MINUTE);
  });
});

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
