import type * as z from 'zod/mini';
import type * as audit from './audit.ts';
import type * as channels from './channels.ts';
import type * as failure from './failure.ts';
import type * as messages from './messages.ts';
import type * as organisation from './organisation.ts';
import type * as policies from './policies.ts';
import type * as recommendations from './recommendations.ts';
import type * as reputations from './reputations.ts';
import type * as settings from './settings.ts';
import type * as signIns from './sign-ins.ts';

/** The shapes that cross HTTP, by name, for code that has no need of the schemas. */
export type Channel = z.infer<typeof channels.channel>;
export type ConnectRequest = z.infer<typeof channels.connectRequest>;
/** What a rep comes with: a password, or what a sign-in came back with. */
export type Credential = ConnectRequest['credential'];
export type ConnectLine = z.infer<typeof channels.connectLine>;
export type ExpiryRule = z.infer<typeof channels.expiryRule>;
export type Break = z.infer<typeof channels.breaks>[number];
export type UsageReport = z.infer<typeof channels.usageReply>;
export type Forecast = z.infer<typeof channels.forecastReply>;
export type Message = z.infer<typeof messages.message>;
export type MessageRequest = z.infer<typeof messages.messageRequest>;
export type QueuedMessage = z.infer<typeof messages.queuedReply>;
export type Change = z.infer<typeof messages.change>;
export type RecommendationsRequest = z.infer<typeof recommendations.recommendationsRequest>;
export type Recommendations = z.infer<typeof recommendations.recommendationsReply>;
export type Reputation = NonNullable<z.infer<typeof reputations.reputationReply>['reputation']>;
export type PasswordChannel = z.infer<typeof organisation.passwordChannel>;
export type AuditEntry = z.infer<typeof audit.auditEntry>;
export type PoliciesReport = z.infer<typeof policies.policiesReply>;
export type FailureReply = z.infer<typeof failure.requestFailure>;
export type SignInEnd = z.infer<typeof signIns.signInEnd>;
export type Settings = z.infer<typeof settings.settingsReply>;
