import type * as z from 'zod/mini';
import type * as audit from '../../src/contract/audit.ts';
import type * as channels from '../../src/contract/channels.ts';
import type * as failure from '../../src/contract/failure.ts';
import type * as mail from '../../src/contract/mail.ts';
import type * as messages from '../../src/contract/messages.ts';
import type * as policies from '../../src/contract/policies.ts';
import type * as recommendations from '../../src/contract/recommendations.ts';
import type * as reputations from '../../src/contract/reputations.ts';
import type { AuditEntry } from '../../src/domain/audit.ts';
import type { Mailbox } from '../../src/domain/address.ts';
import type { Candidate } from '../../src/domain/candidate.ts';
import type { DeliveryChannel, Team } from '../../src/domain/channel.ts';
import type { Expiry, ExpiryRule } from '../../src/domain/expiry.ts';
import type { Forecast } from '../../src/domain/forecast.ts';
import type { DeliveryFailure, RequestFailure } from '../../src/domain/failure.ts';
import type { Break, Health } from '../../src/domain/health.ts';
import type { Allowance, Limits } from '../../src/domain/limit.ts';
import type { AttachmentFacts, Draft } from '../../src/domain/message.ts';
import type { MessageRecord } from '../../src/domain/message-record.ts';
import type { Policies } from '../../src/domain/policies.ts';
import type { ProviderId } from '../../src/domain/provider.ts';
import type { SecretName } from '../../src/domain/provider/row.ts';
import type { Recommendation } from '../../src/domain/recommendation.ts';
import type { Reputation } from '../../src/domain/reputation.ts';
import type { Reply } from '../../src/domain/reply.ts';
import type { SubmissionServer } from '../../src/domain/submission-server.ts';
import type { Transport } from '../../src/domain/transport.ts';
import type { Offer } from '../../src/server/use-cases/given-credential.ts';

// Nothing runs here: this file compiles only while what crosses HTTP and what the rules of mail speak of are the same.

type Agree<Contract extends z.ZodMiniType, Domain> = [z.infer<Contract>] extends [Domain]
  ? [Domain] extends [z.infer<Contract>]
    ? true
    : { missingInContract: Domain }
  : { unknownToDomain: z.infer<Contract> };

/** What a channel is to its rep: the credential's mechanism and the owner stay with the server. */
type ShownChannel = Omit<
  DeliveryChannel,
  'owner' | 'team' | 'mechanism' | 'credentialAt' | 'expiryRule' | 'isSenderNamed'
> & {
  team: Pick<Team, 'by' | 'named'> | null;
  expiry: Expiry | null;
  passwordEndsOn: string | null;
  credential: 'password' | 'sign-in' | 'operator';
  secret: SecretName;
  transport: Transport;
};

/** JSON has no infinity: null is no limit. */
type ShownAllowance = Omit<Allowance, 'messages'> & { messages: number | null };

export const agreement: {
  mailbox: Agree<typeof mail.mailbox, Mailbox>;
  attachment: Agree<typeof mail.attachmentFacts, AttachmentFacts>;
  draft: Agree<typeof mail.draft, Draft>;
  reply: Agree<typeof failure.reply, Reply>;
  deliveryFailure: Agree<typeof failure.deliveryFailure, DeliveryFailure>;
  requestFailure: Agree<typeof failure.requestFailure, RequestFailure>;
  limits: Agree<typeof channels.limits, Limits>;
  health: Agree<typeof channels.health, Health>;
  channel: Agree<typeof channels.channel, ShownChannel>;
  break: Agree<typeof channels.breaks, Break[]>;
  expiryRule: Agree<typeof channels.expiryRule, ExpiryRule>;
  candidate: Agree<typeof channels.connectRequest, Candidate & { credential: Offer }>;
  allowance: Agree<typeof channels.usageReply.shape.allowance, ShownAllowance>;
  forecast: Agree<typeof channels.forecastReply, Forecast>;
  provider: Agree<typeof recommendations.providerId, ProviderId>;
  server: Agree<typeof recommendations.submissionServer, SubmissionServer>;
  recommendation: Agree<typeof recommendations.recommendation, Recommendation>;
  reputation: Agree<typeof reputations.reputation, Reputation>;
  message: Agree<typeof messages.message, MessageRecord>;
  policies: Agree<typeof policies.policies, Policies>;
  auditEntry: Agree<typeof audit.auditEntry, AuditEntry>;
} = {
  mailbox: true,
  attachment: true,
  draft: true,
  reply: true,
  deliveryFailure: true,
  requestFailure: true,
  limits: true,
  health: true,
  channel: true,
  break: true,
  expiryRule: true,
  candidate: true,
  allowance: true,
  forecast: true,
  provider: true,
  server: true,
  recommendation: true,
  reputation: true,
  message: true,
  policies: true,
  auditEntry: true,
};
