import { Button, makeStyles } from '@fluentui/react-components';
import type { Prepared } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { prosAndCons, type Con } from '../../../domain/recommendation.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Points } from '../../parts/Points.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import { RefusedNote, RefusedWords } from '../reputation/RefusedNote.tsx';
import { useReputation } from '../reputation/use-reputation.ts';
import { mayBeRefused } from '../reputation/verdict.ts';
import { useDetection } from '../start/use-detection.ts';
import { OwnMailbox } from './OwnMailbox.tsx';

const useStyles = makeStyles({
  others: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', marginTop: '-4px' },
});

export type Offered = Prepared['teams'][number];

/** What is the administrator's to do, or to bear. */
const OF_WHO_SHARES: readonly Con[] = ['each-sets-up', 'breaks-on-password-change', 'needs-app-password'];

interface TeamOfferProps {
  team: Offered;
  others: readonly Offered[];
  /** Whether somebody has prepared a channel of the rep's own as well. */
  isInvited: boolean;
  onJoin: (team: Offered) => void;
  onOwn: () => void;
  onBack?: (() => void) | undefined;
}

/** A team's channel to join: recommended, unless recipients may refuse what goes by it and the rep has another way. */
export function TeamOffer({ team, others, isInvited, onJoin, onOwn, onBack }: TeamOfferProps) {
  const styles = useStyles();
  const { host } = useSurroundings();
  const { prepared: say, start } = useWords();
  const { known, offered, graph } = useKnowledge();
  const { emailAddress } = host.profile();
  const { detection } = useDetection(known.heard && known.trouble === null, offered, graph);
  const reputation = useReputation(emailAddress, team.host);
  const hasOwn = isInvited || detection.found.recommendations.some(({ reason }) => reason !== 'guess');
  const isDoubted = hasOwn && !!reputation && mayBeRefused(reputation);
  const reason = isDoubted || reputation === undefined ? say.offered : say.reason;
  const cons = prosAndCons(team.providerId, [], false).cons.filter((con) => !OF_WHO_SHARES.includes(con));
  return (
    <Screen title={say.title} before={<OwnMailbox />} onBack={onBack}>
      <Points
        reason={reason(nameOf(team), inLetters(team.domain))}
        place={team.providerId === 'custom' ? undefined : say.through(PROVIDERS[team.providerId].name)}
        pros={[say.nothingToType, start.pros['of-the-company']]}
        cons={[...cons.map((con) => start.cons[con]), say.lookedAfter(nameOf(team)), say.sharedLimits]}
      />
      {reputation && <RefusedWords reputation={reputation} host={team.host} before="join" />}
      <Button
        appearance={isDoubted ? 'secondary' : 'primary'}
        onClick={() => {
          onJoin(team);
        }}
      >
        {say.join}
      </Button>
      {isDoubted && (
        <Button appearance="primary" onClick={onOwn}>
          {say.own}
        </Button>
      )}
      <div className={styles.others}>
        {others.map((other) => (
          <div key={other.id}>
            <RefusedNote address={emailAddress} host={other.host} before="join" />
            <QuietButton
              onClick={() => {
                onJoin(other);
              }}
            >
              {say.joinOther(PROVIDERS[other.providerId].name, nameOf(other))}
            </QuietButton>
          </div>
        ))}
        {!isDoubted && <QuietButton onClick={onOwn}>{say.own}</QuietButton>}
      </div>
    </Screen>
  );
}

const nameOf = ({ by }: Offered): string => by.name || by.address;
