import type { Login } from '../../domain/credential.ts';
import type { DeliveryFailure, ReplyFailure } from '../../domain/failure.ts';
import { afterProof, classifyGraph, graphReply, isTaken } from '../../domain/graph-answer.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';
import type { Envelope } from '../../domain/message.ts';
import { largerThan, noRecipients, notAnAddress } from '../../domain/our-refusal.ts';
import type { Attempt } from '../../domain/outbox.ts';
import { parseAddress } from '../../domain/address.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { GRAPH } from '../../domain/transport.ts';
import type { Egress } from '../egress.ts';
import { ask, type Asked } from './ask.ts';
import { connect, type GraphHost } from './connect.ts';
import { graphMessage, type GraphMessage } from './mime.ts';
import { DELIVERY_TIMEOUTS, type Timeouts } from './timeouts.ts';
import { tryToken } from './token.ts';

/** One message, as it goes over the wire. */
interface Transmission {
  envelope: Envelope;
  /** RFC 5322, CRLF. */
  content: () => AsyncIterable<Uint8Array>;
  bytes: number;
}

export interface SessionNeeds {
  egress: Egress;
  clock: () => Instant;
  timeouts?: Timeouts;
  /** Ends the opening. */
  signal?: AbortSignal;
}

/** A token that is about to end is renewed before it is used for the next session: this is less than it has left. */
const LASTS = 4 * MINUTE;

/** Connects and shows the token, once; fails as the steps do. */
export async function openSession(
  graph: GraphHost,
  { token }: Extract<Login, { kind: 'token' }>,
  { egress, clock, timeouts = DELIVERY_TIMEOUTS, signal }: SessionNeeds,
): Promise<Result<Session, DeliveryFailure>> {
  const connected = await connect(graph, { egress, timeouts, signal });
  if (!connected.ok) return connected;
  const tried = await tryToken(connected.value, graph, token, { timeouts, clock });
  return tried.ok ? success(new Session(graph, token, { egress, clock, timeouts })) : tried;
}

/** A token by which mail may be sent, and one request after another, each over a connection of its own. Never throws for what the network or Graph does. */
export class Session {
  readonly #graph: GraphHost;
  readonly #token: string;
  readonly #needs: { egress: Egress; clock: () => Instant; timeouts: Timeouts };
  readonly #openedAt: Instant;
  #begun = 0;
  #gone = false;

  constructor(graph: GraphHost, token: string, needs: { egress: Egress; clock: () => Instant; timeouts: Timeouts }) {
    this.#graph = graph;
    this.#token = token;
    this.#needs = needs;
    this.#openedAt = needs.clock();
  }

  get usable(): boolean {
    return !this.#gone && this.#needs.clock() - this.#openedAt < LASTS;
  }

  /**
   * Sends one message. 'stale': the token, which was good for a message before this one, counts no more; Graph has not taken
   * this one, and a new session is the way.
   */
  async send({ envelope, content, bytes }: Transmission): Promise<Attempt | 'stale'> {
    const { egress, timeouts } = this.#needs;
    const fail = (failure: DeliveryFailure): Attempt => ({ ended: 'failed', failure, refused: [] });
    const route = routeOf(envelope, bytes);
    if (!route.ok) return fail(route.failure);
    const connected = await connect(this.#graph, { egress, timeouts });
    if (!connected.ok) return fail(connected.failure);
    this.#begun += 1;
    let message: GraphMessage;
    try {
      message = await graphMessage(content(), bytes, route.value.recipients);
    } catch {
      connected.value.destroy();
      const detail = 'the message could not be read on our side';
      return fail({ kind: 'connection-lost', stage: 'data', ...this.#graph, detail });
    }
    const asked = await ask(connected.value, this.#graph, { token: this.#token, ...message }, timeouts);
    const attempt = this.#judge(asked, route.value.refused);
    if (attempt.ended !== 'failed' || attempt.failure.kind !== 'token-rejected') return attempt;
    this.#gone = true;
    return this.#begun > 1 ? 'stale' : { ...attempt, failure: afterProof(attempt.failure) };
  }

  async quit(): Promise<void> {
    this.destroy();
  }

  destroy(): void {
    this.#gone = true;
  }

  /** What became of a message: safe to send again unless Graph has, or may have, taken it. */
  #judge(asked: Asked, refused: Refused): Attempt {
    if (asked.ended === 'lost')
      return { ended: asked.complete ? 'uncertain' : 'failed', failure: asked.failure, refused };
    const { answer } = asked;
    const now = this.#needs.clock();
    const reply = graphReply(answer, now);
    if (asked.complete && isTaken(answer)) return { ended: 'accepted', reply, refused };
    const failure = classifyGraph(answer, 'message', now);
    if (failure !== null) return { ended: 'failed', failure, refused };
    const trouble = { kind: 'temporarily-unavailable', reply } as const;
    const isWhole = asked.complete || isTaken(answer);
    return isWhole
      ? { ended: 'uncertain', failure: { ...trouble, stage: 'after-data' }, refused }
      : { ended: 'failed', failure: { ...trouble, stage: 'greeting' }, refused };
  }
}

type Refused = Extract<Attempt, { ended: 'failed' }>['refused'];

/** Whom a message can be addressed to by its header; fails when that is nobody, or it is too large. */
function routeOf(
  { rcptTo }: Envelope,
  bytes: number,
): Result<{ recipients: string[]; refused: Refused }, ReplyFailure> {
  if (bytes > GRAPH.messageBytes) return failed(largerThan(GRAPH.messageBytes, bytes));
  const refused: Refused = rcptTo
    .filter((recipient) => !parseAddress(recipient).ok)
    .map((recipient) => {
      const failure = notAnAddress('recipient-refused', recipient);
      return { recipient, reply: failure.reply, failure };
    });
  const recipients = rcptTo.filter((recipient) => parseAddress(recipient).ok);
  if (recipients.length === 0) return failed(noRecipients);
  return success({ recipients, refused });
}
