import * as z from 'zod/mini';
import { CHANNEL_KINDS, COMPANY_NAMES, type PolicyName } from '../domain/policies.ts';
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
