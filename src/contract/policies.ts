import * as z from 'zod/mini';
import { CHANNEL_KINDS, COMPANY_NAMES, POLICY_NAMES, type PolicyName } from '../domain/policies.ts';
import { deliveryFailure } from './failure.ts';
import { author, instant } from './mail.ts';
import { submissionServer } from './recommendations.ts';

const atMost = (most: number) => z.nullable(z.int().check(z.minimum(1), z.maximum(most)));

/** What an organisation's administrators set, each by its name. */
const values = {
  channelKinds: z.array(z.enum(CHANNEL_KINDS)).check(z.maxLength(CHANNEL_KINDS.length)),
  hosts: z.array(z.string().check(z.maxLength(255))).check(z.maxLength(100)),
  exchangePasswords: z.boolean(),
  companyServer: z.nullable(z.object({ server: submissionServer, username: z.enum(COMPANY_NAMES) })),
  messagesPerMinute: atMost(10_000),
  recipientsPerDay: atMost(1_000_000),
  sharing: z.boolean(),
  retentionDays: atMost(3_650),
};
export const policies = z.object(values);

/** What of them channels are judged by. */
export const allowances = z.pick(policies, { channelKinds: true, sharing: true, hosts: true, exchangePasswords: true });

const changeOf = <Name extends PolicyName>(policy: Name) =>
  z.object({ policy: z.literal(policy), before: values[policy], after: values[policy] });

/** One policy as it was and as it is. */
export const policyChange = z.discriminatedUnion('policy', [
  changeOf('channelKinds'),
  changeOf('hosts'),
  changeOf('exchangePasswords'),
  changeOf('companyServer'),
  changeOf('messagesPerMinute'),
  changeOf('recipientsPerDay'),
  changeOf('sharing'),
  changeOf('retentionDays'),
]);

/** What to set; what is absent stays. */
export const policyWish = z.partial(policies);

/** How many channels the organisation has, and how many of them are not allowed. */
const reach = z.object({ channels: z.int(), forbidden: z.int() });

/** What would come of it, before it is set; where a server is to be filled in, also what stands against it, null for nothing: nobody logs in. */
export const reachReply = z.object({
  reach,
  server: z.optional(z.object({ trouble: z.nullable(deliveryFailure) })),
});

export const policiesReply = z.object({
  policies,
  /** What holds where nobody sets anything. */
  defaults: policies,
  /** Who set each last, and when; what nobody ever set is not among them. */
  set: z.array(z.object({ policy: z.enum(POLICY_NAMES), by: author, at: instant })),
  /** What the operator of the server allows at the most. */
  operator: z.object({
    messagesPerMinute: z.nullable(z.int()),
    recipientsPerDay: z.nullable(z.int()),
    retentionDays: z.int(),
  }),
  reach,
});
