import type { Asked, Backend, BackendFailure, PlainEndpoint, Upload } from '../../../src/addin/backend/backend.ts';
import type { ReplyOf } from '../../../src/contract/endpoints.ts';
import type {
  Break,
  Change,
  Channel,
  ConnectLine,
  ConnectRequest,
  Credential,
  Message,
  MessageRequest,
  Prepared,
  Recommendations,
  Settings,
} from '../../../src/contract/shapes.ts';
import type { SignInService } from '../../../src/domain/credential.ts';
import { envelopeOf, MESSAGE_BYTES } from '../../../src/domain/message.ts';
import { codeSentAt } from '../../../src/domain/proof-code.ts';
import { failed, success, type Result } from '../../../src/domain/result.ts';
import type { Reputation } from '../../../src/domain/reputation.ts';
import { guessedServer, recommend, refusingProvider, type Evidence } from '../../../src/domain/recommendation.ts';
import { organisationAnswers, type Organisation } from './organisation.ts';
import { aForecast, aMessage, aUsage, NOW } from './mail.ts';
import { logOf, nothingSet, policyAnswers } from './policies.ts';
import { teamAnswers, type TeamState } from './team.ts';

/** A proof on its way: the test says line by line what happens. */
export interface Proof {
  request:
    | ConnectRequest
    | (Pick<ConnectRequest, 'sender'> & { credential: null })
    | { channelId: string; credential: Credential | null }
    | { teamId: string; name: string; credential: null };
  signal: AbortSignal;
  line(line: ConnectLine): void;
  end(failure?: BackendFailure): void;
}

export interface Queued {
  id: string;
  request: MessageRequest;
  uploads: Upload[];
}

export const SETTINGS: Settings = {
  identity: {
    clientId: 'pane',
    authority: 'https://login.example',
    knownAuthorities: [],
    protocol: 'oidc',
    scope: 'mail',
  },
  signIns: [],
  graph: false,
  messageBytes: MESSAGE_BYTES,
};

/** What comes to any address. */
export const CODE = '40718263';

export type Answers = {
  [Name in PlainEndpoint]?: (asked: Asked<Name>) => Promise<Result<ReplyOf<Name>, BackendFailure>>;
};

/** Our server in memory: channels and messages to read and change, and every question it was asked. */
export interface FakeBackend extends Backend {
  channels: Channel[];
  messages: Message[];
  breaks: Break[];
  asked: string[];
  proofs: Proof[];
  queued: Queued[];
  signIns: number;
  /** Puts another answer in place of an endpoint's own. */
  answers: Answers;
  /** Fails every request in the same way, until null. */
  failing: BackendFailure | null;
  /** Fails only the handing over. */
  queueFailing: BackendFailure | null;
  tell(change: Change): void;
  connection(connected: boolean): void;
}

export function fakeBackend(
  given: {
    channels?: Channel[];
    messages?: Message[];
    evidence?: Evidence[];
    signIns?: SignInService[];
    graph?: boolean;
    organisation?: Organisation;
    reputation?: Reputation;
    team?: TeamState;
    prepared?: Prepared;
    defaultChannel?: Recommendations['defaultChannel'];
    defaultChannelOnlyFor?: Recommendations['defaultChannelOnlyFor'];
  } = {},
): FakeBackend {
  const { channels = [], messages = [], evidence = [], signIns = [], graph = false } = given;
  const { organisation, reputation, team, prepared, defaultChannel = null, defaultChannelOnlyFor = null } = given;
  let followers: { onChange: (change: Change) => void; onConnection: (connected: boolean) => void }[] = [];

  const found = <T, Shown>(one: T | undefined, show: (one: T) => Shown) =>
    one === undefined ? failed({ kind: 'not-found' as const }) : success(show(one));
  const change = (id: string | undefined, changed: Partial<Message>) => {
    backend.messages = backend.messages.map((one) => (one.id === id ? { ...one, ...changed } : one));
    return found(
      backend.messages.find((one) => one.id === id),
      (message) => ({ message }),
    );
  };
  const changeChannel = (id: string | undefined, changed: (channel: Channel) => Partial<Channel>) => {
    backend.channels = backend.channels.map((one) => (one.id === id ? { ...one, ...changed(one) } : one));
    return found(
      backend.channels.find((one) => one.id === id),
      (channel) => ({ channel }),
    );
  };
  const decideHeld = (channelId: string | undefined, state: 'queued' | 'dropped') => {
    const held = backend.messages.filter((one) => one.channelId === channelId && one.state === 'held');
    for (const { id } of held) change(id, { state });
    changeChannel(channelId, () => ({ held: 0 }));
    return success({ count: held.length });
  };
  const queuedReply = ({ id, messageId, state }: Message) => ({ id, messageId, state, expectedAt: NOW });

  const policies = organisation?.policies ?? nothingSet();
  const own: Required<Answers> = {
    ...policyAnswers(policies),
    readSettings: async () => success({ ...SETTINGS, signIns, graph }),
    ...organisationAnswers(organisation, prepared !== undefined),
    ...teamAnswers(team, prepared),
    openSignIn: async () => success({ url: 'https://postlane.example/oauth/begin/one' }),
    recommend: async ({ body }) => {
      const address = body?.emailAddress ?? '';
      const all: Evidence[] = [{ source: 'account-type', accountType: body?.accountType ?? 'unknown' }, ...evidence];
      return success({
        recommendations: recommend(address, all, signIns, graph),
        withheld: null,
        refusedBy: refusingProvider(all, signIns),
        defaultChannel,
        defaultChannelOnlyFor,
        guess: guessedServer(address),
        complete: true,
      });
    },
    exportOwn: async () =>
      success({
        exportedAt: new Date(NOW).toISOString(),
        person: { tenantId: 'firma', objectId: 'nora', name: 'Nora Lindqvist', address: null },
        channels: [],
        addresses: [],
        messages: [],
      }),
    removeOwn: async () => {
      const removed = { channels: backend.channels.length, messages: backend.messages.length, underWay: 0 };
      backend.channels = [];
      backend.messages = [];
      return success(removed);
    },
    judgeReputation: async () => success({ reputation: reputation ?? null }),
    listChannels: async () => success({ channels: backend.channels }),
    listMessages: async () => success({ messages: backend.messages }),
    showChannel: async ({ params }) =>
      found(
        backend.channels.find(({ id }) => id === params?.id),
        (channel) => ({ channel }),
      ),
    changeChannel: async ({ params, body }) => {
      const { expiry } = body ?? {};
      const on = expiry && ('on' in expiry ? { on: expiry.on, everyDays: null } : { on: '2027-01-04', ...expiry });
      return changeChannel(params?.id, ({ sender }) => ({
        sender: { ...sender, ...body?.sender },
        ...(on !== undefined && { expiry: on }),
        ...(body?.isDefault && { isDefault: true }),
      }));
    },
    removeChannel: async ({ params }) => {
      backend.channels = backend.channels.filter(({ id }) => id !== params?.id);
      return success(undefined);
    },
    holdChannel: async ({ params }) => changeChannel(params?.id, () => ({ heldSince: NOW, nextCheckAt: null })),
    resumeChannel: async ({ params }) => changeChannel(params?.id, () => ({ heldSince: null })),
    showHistory: async () => success({ breaks: backend.breaks }),
    releaseHeld: async ({ params }) => decideHeld(params?.id, 'queued'),
    dropHeld: async ({ params }) => decideHeld(params?.id, 'dropped'),
    sendCode: async () => success(codeSentAt(NOW)),
    proveSender: async ({ params, body }) =>
      body?.code === CODE
        ? changeChannel(params?.id, () => ({ isSenderProven: true }))
        : failed({ kind: 'code-wrong', triesLeft: 4 }),
    sendTestMessage: async ({ params }) => {
      const message = aMessage({ id: '7d0c4c86-2222-4a5a-8d7a-4a3f1c010001', channelId: params?.id ?? '' });
      backend.messages = [...backend.messages, message];
      return success(queuedReply(message));
    },
    showUsage: async () => success(aUsage()),
    forecast: async () => success(aForecast()),
    showMessage: async ({ params }) =>
      found(
        backend.messages.find(({ id }) => id === params?.id),
        (message) => ({ message }),
      ),
    releaseMessage: async ({ params }) => change(params?.id, { state: 'queued' }),
    rescheduleMessage: async ({ params, body }) =>
      change(params?.id, { sendAt: body?.sendAt ?? null, dueAt: body?.sendAt ?? NOW }),
    // The rep's word that an uncertain message arrived is what the server's reply would have been.
    dropMessage: async ({ params }) => {
      const uncertain = backend.messages.some(({ id, state }) => id === params?.id && state === 'uncertain');
      return change(params?.id, { state: uncertain ? 'accepted' : 'dropped' });
    },
  };

  const proof = (request: Proof['request'], onLine: (line: ConnectLine) => void, signal: AbortSignal) =>
    new Promise<Result<void, BackendFailure>>((resolve) => {
      const one: Proof = {
        request,
        signal,
        line: onLine,
        end: (failure) => {
          resolve(failure ? failed(failure) : success(undefined));
        },
      };
      backend.proofs.push(one);
    });

  const backend: FakeBackend = {
    channels,
    messages,
    breaks: [],
    asked: [],
    proofs: [],
    queued: [],
    signIns: 0,
    answers: {},
    failing: null,
    queueFailing: null,
    signIn: async () => {
      backend.signIns += 1;
      return backend.failing && backend.failing.kind !== 'not-signed-in' ? failed(backend.failing) : success(undefined);
    },
    async ask(name, asked) {
      backend.asked.push(name);
      if (backend.failing) return failed(backend.failing);
      type Answer = (asked: unknown) => ReturnType<typeof backend.ask<typeof name>>;
      return ((backend.answers[name] ?? own[name]) as Answer)(asked);
    },
    file: async () => (backend.failing ? failed(backend.failing) : success(logOf(policies))),
    connect: (request, onLine, signal) => proof(request, onLine, signal),
    takeDefault: (sender, onLine, signal) => proof({ sender, credential: null }, onLine, signal),
    addSender: (channelId, sender, onLine, signal) => proof({ channelId, sender, credential: null }, onLine, signal),
    repair: (channelId, credential, onLine, signal) => proof({ channelId, credential }, onLine, signal),
    join: (teamId, name, onLine, signal) => proof({ teamId, name, credential: null }, onLine, signal),
    async queue(id, request, uploads, onProgress) {
      backend.queued.push({ id, request, uploads });
      for (const upload of uploads) {
        const bytes = await upload.bytes();
        if (!bytes.ok) return bytes;
        onProgress(bytes.value.byteLength);
      }
      if (backend.failing) return failed(backend.failing);
      if (backend.queueFailing) return failed(backend.queueFailing);
      const known = backend.messages.find((one) => one.id === id);
      const message =
        known ??
        aMessage({
          id,
          subject: request.draft.subject,
          sendAt: request.sendAt ?? null,
          recipients: (request.rcptTo ?? envelopeOf(request.draft).rcptTo).map((address) => ({
            address,
            outcome: 'waiting',
            reply: null,
          })),
        });
      if (!known) backend.messages = [...backend.messages, message];
      return success(queuedReply(message));
    },
    follow(onChange, onConnection, signal) {
      const follower = { onChange, onConnection };
      followers.push(follower);
      signal.addEventListener('abort', () => {
        followers = followers.filter((one) => one !== follower);
      });
      if (!backend.failing) onConnection(true);
    },
    tell(told) {
      if (told.changed === 'message') {
        const { message } = told;
        backend.messages = [...backend.messages.filter(({ id }) => id !== message.id), message];
      }
      for (const { onChange } of followers) onChange(told);
    },
    connection(connected) {
      for (const { onConnection } of followers) onConnection(connected);
    },
  };
  return backend;
}
