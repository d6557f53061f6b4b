import { domainOf } from '../../domain/address.ts';
import { DEFAULT_CHANNEL } from '../../domain/default-channel.ts';
import { SECOND } from '../../domain/instant.ts';
import { providerOfHost, type ProviderId } from '../../domain/provider.ts';
import { providerFor, providerOfDomain } from '../../domain/recommendation.ts';
import { namesToAsk, reputationOf, type Reputation } from '../../domain/reputation.ts';
import { failed, type Result } from '../../domain/result.ts';

export interface LookUpNeeds {
  /** TXT records at a name, none where there are none; fails when no name server answers. */
  txt(name: string): Promise<Result<string[], 'unreachable'>>;
  sleep(milliseconds: number): Promise<void>;
}

/** For all records together, as some lead to others. What takes longer counts as not answered. */
const LONGEST = 5 * SECOND;

/** Asks for what a domain says of its mail, and judges it. */
export const lookUpReputation =
  ({ txt, sleep }: LookUpNeeds) =>
  async (domain: string, providerId: ProviderId): Promise<Reputation> => {
    const texts = new Map<string, string[] | null>();
    let isOver = false;
    const over = sleep(LONGEST).then(() => {
      isOver = true;
      return failed('unreachable' as const);
    });
    const open = (): string[] => namesToAsk(domain, providerId, texts);
    for (let names = open(); names.length > 0; names = open()) {
      await Promise.all(
        names.map(async (name) => {
          const answer = await (isOver ? over : Promise.race([txt(name), over]));
          texts.set(name, answer.ok ? answer.value : null);
        }),
      );
    }
    return reputationOf(domain, providerId, texts);
  };

export interface JudgeNeeds {
  lookUp: ReturnType<typeof lookUpReputation>;
  /** Where the operator's channel is; null where there is none. */
  relay: string | null;
}

/**
 * How mail from an address by a submission server stands with its recipients, or by the operator's channel where no server is named:
 * without the records that would say whose that is. Null where the domain is a mail service's own, by whose servers it is none of the
 * rep's business, and where there is no operator's channel.
 */
export const judgeReputation =
  ({ lookUp, relay }: JudgeNeeds) =>
  async (emailAddress: string, host: string | null): Promise<Reputation | null> => {
    const domain = domainOf(emailAddress);
    const by = (server: string) => lookUp(domain, providerFor(emailAddress, providerOfHost(server)));
    if (host !== null) return providerOfDomain(domain) === null ? by(host) : null;
    if (relay === null) return null;
    return { ...(await by(relay)), providerId: DEFAULT_CHANNEL, missing: [] };
  };
