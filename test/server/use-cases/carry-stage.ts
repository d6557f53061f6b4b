import type { Claimed, Conversation, MoreMail } from '../../../src/domain/claimed.ts';
import type { ConnectionFailure, DeliveryFailure } from '../../../src/domain/failure.ts';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import type { Attempt } from '../../../src/domain/outbox.ts';
import { carryMail, type CarryNeeds } from '../../../src/server/use-cases/carry-mail.ts';
import type { Place } from '../../../src/server/use-cases/mail-supply.ts';
import { restingChannel } from '../../domain/resting-channel.ts';

export const NOW = 1_000_000;
export const CONVERSATION: Conversation = {
  id: 'conversation-1',
  mailboxId: 'mailbox-1',
  channel: restingChannel({ id: 'channel-1', username: 'ada', sender: { name: 'Ada', address: 'ada@firma.example' } }),
  credential: { keyId: 'k1', text: 'sealed' },
  pauses: 0,
};
export const claimed = (id: string, changes: Partial<Claimed> = {}): Claimed => ({
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
export const accepted: Attempt = { ended: 'accepted', reply: OK, refused: [] };
export const lost: ConnectionFailure = { kind: 'connection-lost', stage: 'data', host: 'h', port: 587, detail: null };
export const refusal = (
  kind: 'password-rejected' | 'throttled' | 'content-refused',
  stage: DeliveryFailure['stage'],
) => ({
  ...{ kind, stage },
  reply: { code: 500, enhanced: null, text: 'no' },
});
export const failedBy = (failure: DeliveryFailure): Attempt => ({ ended: 'failed', failure, refused: [] });

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
export async function carried({ ends = {}, first = [claimed('a')], more = [], openings = [], ...play }: Play = {}) {
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
    mayLogInAgain: async () => true,
    async handOver(next, settled) {
      done.push([settled && `accepted ${settled.held.id}`, next && `begin ${next.id}`].filter(Boolean).join(', '));
      return true;
    },
    async settle({ id }, _attempt, settlement, pause) {
      done.push(`${settlement.state} ${id}${pause === null ? '' : `, paused for ${(pause.until - NOW) / SECOND} s`}`);
      return true;
    },
    async letGo({ id }, dueAt) {
      done.push(dueAt === null ? `take back ${id}` : `let go ${id} for ${(dueAt - NOW) / MINUTE} min`);
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
