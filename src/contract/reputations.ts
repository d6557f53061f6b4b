import * as z from 'zod/mini';
import { DKIM_STATES } from '../domain/dkim.ts';
import { DMARC_STATES } from '../domain/dmarc.ts';
import { RECORD_TYPES, STANDINGS } from '../domain/reputation.ts';
import { SPF_STATES } from '../domain/spf.ts';
import { lookedUp, providerId, submissionServer } from './recommendations.ts';

/**
 * The address that is written from, and the host that mail is handed to: null for the operator's channel, whose host nobody is told, and
 * empty for a company's own server that a team shares without telling its name.
 */
export const reputationRequest = z.object({
  emailAddress: lookedUp,
  host: z.nullable(z.union([z.literal(''), submissionServer.shape.host])),
});

export const reputation = z.object({
  domain: z.string(),
  providerId,
  spf: z.enum(SPF_STATES),
  dkim: z.enum(DKIM_STATES),
  dmarc: z.enum(DMARC_STATES),
  standing: z.enum(STANDINGS),
  /** What whoever runs the domain's DNS should add. */
  missing: z.array(
    z.object({
      type: z.enum(RECORD_TYPES),
      name: z.string(),
      /** Null where the provider's administration shows it, made for the domain. */
      value: z.nullable(z.string()),
      /** The record it takes the place of; null for a new one. */
      replaces: z.nullable(z.string()),
    }),
  ),
});

export const reputationReply = z.object({
  /** Null where the domain is a mail service's own, and where there is no operator's channel. */
  reputation: z.nullable(reputation),
});
