import type { Asked, BackendFailure, PlainEndpoint } from '../../../src/addin/backend/backend.ts';
import type { ReplyOf } from '../../../src/contract/endpoints.ts';
import type { BoardChannel, PasswordChannel, Person } from '../../../src/contract/shapes.ts';
import { DEFAULT_POLICIES } from '../../../src/domain/policies.ts';
import { failed, success, type Result } from '../../../src/domain/result.ts';
import { NOW } from './mail.ts';
import type { PoliciesSet } from './policies.ts';

export const CONSENT_URL = 'https://login.example/firma/v2.0/adminconsent?client_id=ours&state=x';

/** What an administrator sees; whoever has none of it is none. */
export interface Organisation {
  channels: PasswordChannel[];
  signIns?: number;
  consentUrl?: string | null;
  board?: BoardChannel[];
  person?: Person;
  policies?: PoliciesSet;
}

type Answer<Name extends PlainEndpoint> = (asked: Asked<Name>) => Promise<Result<ReplyOf<Name>, BackendFailure>>;
type Answers<Names extends PlainEndpoint> = { [Name in Names]: Answer<Name> };

type OfOrganisation =
  | 'showAsker'
  | 'listPasswordChannels'
  | 'listOrganisationChannels'
  | 'stopChannel'
  | 'endChannelStop'
  | 'removeOrganisationChannel'
  | 'showPerson'
  | 'removePerson'
  | 'showConsentLink';

/** What our server answers of an organisation, in memory. */
export function organisationAnswers(
  organisation: Organisation | undefined,
  isExpected: boolean,
): Answers<OfOrganisation> {
  let board = organisation?.board ?? [];
  const change = (id: string | undefined, changed: (one: BoardChannel) => BoardChannel[]) => {
    board = board.flatMap((one) => (one.id === id ? changed(one) : [one]));
    return success(undefined);
  };
  return {
    showAsker: async () =>
      success({
        isAdmin: organisation !== undefined,
        isExpected,
        allows: organisation?.policies?.values ?? DEFAULT_POLICIES,
      }),
    listPasswordChannels: async ({ query }) => {
      const { channels: all, signIns = 0 } = organisation ?? { channels: [] };
      return success({ ...pageOf(all, query), counts: { passwords: all.length, signIns } });
    },
    listOrganisationChannels: async ({ query }) => {
      const { find = '', show = 'all' } = query ?? {};
      const shown = { all: () => true, broken: isBroken, forbidden: isForbidden, ending: isEnding }[show];
      const found = board.filter((one) => shown(one) && one.sender.address.startsWith(find.toLowerCase()));
      const ending = board.filter(isEnding);
      return success({
        ...pageOf(found, query),
        counts: {
          channels: board.length,
          broken: board.filter(isBroken).length,
          forbidden: board.filter(isForbidden).length,
          ending: ending.length,
          endsOn: ending[0]?.passwordEndsOn ?? null,
        },
      });
    },
    stopChannel: async ({ params }) => change(params?.id, (one) => [{ ...one, stoppedSince: NOW }]),
    endChannelStop: async ({ params }) => change(params?.id, (one) => [{ ...one, stoppedSince: null }]),
    removeOrganisationChannel: async ({ params }) => change(params?.id, () => []),
    showPerson: async () => (organisation?.person ? success(organisation.person) : failed({ kind: 'not-found' })),
    removePerson: async ({ params }) => {
      const channels = board.filter(({ personId }) => personId === params?.personId).length;
      board = board.filter(({ personId }) => personId !== params?.personId);
      return success({ channels, messages: organisation?.person?.waitingCount ?? 0, underWay: 0 });
    },
    showConsentLink: async () => success({ url: organisation?.consentUrl ?? CONSENT_URL }),
  };
}

const isBroken = ({ broken }: BoardChannel): boolean => broken !== null;
const isForbidden = ({ forbiddenBy }: BoardChannel): boolean => forbiddenBy !== null;
const isEnding = ({ passwordEndsOn }: BoardChannel): boolean => passwordEndsOn !== null;

function pageOf<T extends { id: string }>(
  all: readonly T[],
  { after, limit = 100 }: { after?: string; limit?: number } = {},
) {
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const channels = all.slice(from, from + limit);
  return { channels, next: from + channels.length < all.length ? (channels.at(-1)?.id ?? null) : null };
}
