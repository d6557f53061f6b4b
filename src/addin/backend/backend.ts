import type { BodyOf, ParamsOf, QueryOf, ReplyOf } from '../../contract/endpoints.ts';
import type {
  Change,
  ConnectLine,
  ConnectRequest,
  Credential,
  FailureReply,
  MessageRequest,
  QueuedMessage,
} from '../../contract/shapes.ts';
import type { Result } from '../../domain/result.ts';

/** Why a request gave nothing: the server's own failure, or no server. */
export type BackendFailure =
  | FailureReply
  /** No answer: offline, server away, or it took longer than our time-out. */
  | { kind: 'backend-away' }
  /** The server answered in a way this pane does not know: one of the two is too old. */
  | { kind: 'backend-unknown'; status: number }
  /** Nobody is signed in: `needed` until the rep clicks to sign in, the rest is how a sign-in ended. */
  | { kind: 'not-signed-in'; reason: 'needed' | 'closed' | 'blocked' | 'unavailable' }
  /** The mail client did not hand over an attachment that was to go up. */
  | { kind: 'attachment-unreadable'; name: string };

export type FromBackend<T> = Promise<Result<T, BackendFailure>>;

/** The endpoints that answer with one JSON body. */
export type PlainEndpoint =
  | 'readSettings'
  | 'showAsker'
  | 'listPasswordChannels'
  | 'listOrganisationChannels'
  | 'stopChannel'
  | 'endChannelStop'
  | 'removeOrganisationChannel'
  | 'showPerson'
  | 'removePerson'
  | 'exportOwn'
  | 'removeOwn'
  | 'listAudit'
  | 'showPolicies'
  | 'setPolicies'
  | 'weighPolicies'
  | 'showConsentLink'
  | 'listDomains'
  | 'addDomain'
  | 'checkDomain'
  | 'removeDomain'
  | 'nameAddress'
  | 'removeNamedAddress'
  | 'listSharedChannels'
  | 'shareChannel'
  | 'unshareChannel'
  | 'showPrepared'
  | 'inviteColleagues'
  | 'listInvitations'
  | 'removeInvitation'
  | 'recommend'
  | 'judgeReputation'
  | 'openSignIn'
  | 'listChannels'
  | 'showChannel'
  | 'changeChannel'
  | 'removeChannel'
  | 'holdChannel'
  | 'resumeChannel'
  | 'showHistory'
  | 'releaseHeld'
  | 'dropHeld'
  | 'sendTestMessage'
  | 'sendCode'
  | 'proveSender'
  | 'showUsage'
  | 'forecast'
  | 'listMessages'
  | 'showMessage'
  | 'releaseMessage'
  | 'rescheduleMessage'
  | 'dropMessage';

/** The endpoints that answer with a file. */
export type FileEndpoint = 'exportAudit';

export interface Asked<Name extends PlainEndpoint> {
  params?: ParamsOf<Name>;
  query?: Partial<QueryOf<Name>>;
  body?: BodyOf<Name>;
  signal?: AbortSignal;
  /** How many milliseconds the server has; they count from when the rep is signed in. */
  patience?: number;
}

/** One attachment on its way up: bytes are asked for when its turn comes, so that only one is in memory at a time. */
export interface Upload {
  name: string;
  type: string;
  bytes: () => Promise<Result<Uint8Array<ArrayBuffer>, BackendFailure>>;
}

/** The pane's only way to the server. `http.ts` is the real one. */
export interface Backend {
  /** Signs the rep in, with a window if need be: call it from a click, or the browser blocks that window. Everything else signs in silently. */
  signIn(): FromBackend<void>;
  ask<Name extends PlainEndpoint>(name: Name, asked: Asked<Name>): FromBackend<ReplyOf<Name>>;
  /** What is there to be taken along. It is as large as it is, and not looked into. */
  file(name: FileEndpoint, signal: AbortSignal): FromBackend<Blob>;
  /** Proves a candidate; each line as it arrives. Resolves when the reply ends; a failure only when it broke off. */
  connect(request: ConnectRequest, onLine: (line: ConnectLine) => void, signal: AbortSignal): FromBackend<void>;
  /** The same with the operator's channel, for a sender of the rep's own. */
  takeDefault(
    sender: ConnectRequest['sender'],
    onLine: (line: ConnectLine) => void,
    signal: AbortSignal,
  ): FromBackend<void>;
  /** The same with another sender, and what a channel logs in with. */
  addSender(
    channelId: string,
    sender: ConnectRequest['sender'],
    onLine: (line: ConnectLine) => void,
    signal: AbortSignal,
  ): FromBackend<void>;
  /** The same with a channel that is there; null for the credential it has. */
  repair(
    channelId: string,
    credential: Credential | null,
    onLine: (line: ConnectLine) => void,
    signal: AbortSignal,
  ): FromBackend<void>;
  /** The same with a team's credential: a channel of the rep's own address, under a name that recipients see. */
  join(teamId: string, name: string, onLine: (line: ConnectLine) => void, signal: AbortSignal): FromBackend<void>;
  /** Queues a draft. The same `id` twice is one message. */
  queue(
    id: string,
    request: MessageRequest,
    uploads: Upload[],
    onProgress: (sentBytes: number) => void,
  ): FromBackend<QueuedMessage>;
  /** Follows the rep's channels and messages until `signal` aborts; reconnects by itself, telling `onConnection` each time it changes. */
  follow(onChange: (change: Change) => void, onConnection: (connected: boolean) => void, signal: AbortSignal): void;
}
