import { domainOf } from '../../domain/address.ts';
import { SECOND, type Instant } from '../../domain/instant.ts';
import { providerOfHost, type ProviderId } from '../../domain/provider.ts';
import { providerFor, providerOfDomain } from '../../domain/recommendation.ts';
import { namesToAsk, reputationOf, type Reputation } from '../../domain/reputation.ts';
import { failed, type Result } from '../../domain/result.ts';

export interface LookUpNeeds {
  /** TXT records at a name, none where there are none; fails when no name server answers. */
  txt(name: string): Promise<Result<string[], 'unreachable'>>;
  clock(): Instant;
}

/** Some records lead to others. What takes longer counts as not answered. */
const LONGEST = 5 * SECOND;

/** Asks for what a domain says of its mail, and judges it. */
export const lookUpReputation =
  ({ txt, clock }: LookUpNeeds) =>
  async (domain: string, providerId: ProviderId): Promise<Reputation> => {
    const texts = new Map<string, string[] | null>();
    const until = clock() + LONGEST;
    const open = (): string[] => namesToAsk(domain, providerId, texts);
    for (let names = open(); names.length > 0; names = open()) {
      const inTime = clock() < until;
      await Promise.all(
        names.map(async (name) => {
          const answer = inTime ? await txt(name) : failed('unreachable' as const);
          texts.set(name, answer.ok ? answer.value : null);
        }),
      );
    }
    return reputationOf(domain, providerId, texts);
  };

export interface JudgeNeeds {
  lookUp: ReturnType<typeof lookUpReputation>;
}

/** How mail from an address by a submission server stands with its recipients; null where the domain is a mail service's own, and none of the rep's business. */
export const judgeReputation =
  ({ lookUp }: JudgeNeeds) =>
  async (emailAddress: string, host: string): Promise<Reputation | null> => {
    const domain = domainOf(emailAddress);
    if (providerOfDomain(domain) !== null) return null;
    return lookUp(domain, providerFor(emailAddress, providerOfHost(host)));
  };
