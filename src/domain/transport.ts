import { BEARER, type Mechanism } from './credential.ts';
import type { DeliveryFailure } from './failure.ts';
import type { Health } from './health.ts';
import { PROVIDERS, type ProviderId } from './provider.ts';
import { serviceOf } from './sign-in-service.ts';

/** By what a channel's mail leaves: by submission (RFC 6409), or by Microsoft Graph, which a switched-off SMTP AUTH leaves open. */
export const TRANSPORTS = ['smtp', 'graph'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** How a channel was proven to log in says by what it sends: it is written down once. */
export const transportOf = (mechanism: Mechanism): Transport => (mechanism === BEARER ? 'graph' : 'smtp');

/** Sending by Microsoft Graph: facts with their source. */
export const GRAPH = {
  /** Beneath the operator's address for it. */
  path: '/v1.0/me/sendMail',
  /**
   * What a message may weigh as MIME, in bytes. A request has 4 MB ("The maximum request length supported is 4MB"), base64
   * takes a third more, and what is left over is for a Bcc header of hundreds of recipients.
   */
  messageBytes: 2_900_000,
  source:
    'microsoftgraph/microsoft-graph-docs-contrib api-reference/v1.0/api/user-sendmail.md (commit 0713c45); O365/python-o365#472 for the size; learn.microsoft.com/answers 1824204 (2024-07-30)',
  asOf: '2026-11-27',
} as const;

/** Whether Graph reaches a provider's mailboxes. */
export const hasGraph = (providerId: ProviderId): boolean => serviceOf(providerId) === 'microsoft';

/** By what a new channel is to send whose rep signs in: by Graph where submission is doubtful and the operator offers Graph. */
export const firstTransport = (providerId: ProviderId, graph: boolean): Transport =>
  graph && hasGraph(providerId) && PROVIDERS[providerId].refusesSome ? 'graph' : 'smtp';

/** By what a channel is to send whose rep signs in again: as before, unless Graph is offered no more. */
export const againBy = (
  { transport, health }: { transport: Transport; health: Health },
  isWithdrawn: boolean,
): Transport => {
  const isRefused = health.state === 'broken' && health.because.kind === 'transport-not-offered';
  return isWithdrawn || isRefused ? 'smtp' : transport;
};

/** Whether one account may send for another's address by it; at Graph the sender has to be the account (graph/verify.ts). */
export const sendsForOthers = (transport: Transport): boolean => transport === 'smtp';

/** What closes the submission server alone. Source: facts of Exchange Online, "Turning SMTP AUTH on"; a measurement of September 2026 on Outlook.com. */
const OF_SUBMISSION: readonly DeliveryFailure['kind'][] = [
  'smtp-auth-off-for-mailbox',
  'smtp-auth-off-for-tenant',
  'security-defaults',
];

/** Whether a channel that this broke could send by Graph all the same. */
export const graphHelps = (
  { providerId, transport }: { providerId: ProviderId; transport: Transport },
  { kind }: DeliveryFailure,
): boolean => transport === 'smtp' && hasGraph(providerId) && OF_SUBMISSION.includes(kind);

/** What holds for whoever logs in, by a token too. Source: facts of Exchange Online, "Turning SMTP AUTH on"; MailKit#700. */
const FOR_EVERY_LOGIN: readonly DeliveryFailure['kind'][] = ['smtp-auth-off-for-mailbox', 'smtp-auth-off-for-tenant'];

/** Whether a channel that this broke could send by a sign-in in its password's place. */
export const signInHelps = ({ kind }: DeliveryFailure): boolean => !FOR_EVERY_LOGIN.includes(kind);
