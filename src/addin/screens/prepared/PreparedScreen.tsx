import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { Channel, Prepared } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Identity } from '../../parts/Identity.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Points } from '../../parts/Points.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import type { Origin } from '../connect/fields.ts';
import { JoinScreen } from './JoinScreen.tsx';
import { useJoining } from './use-joining.ts';
import { usePrepared } from './use-prepared.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  others: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', marginTop: '-4px' },
});

interface PreparedScreenProps {
  /** The rep has begun: whatever channel is there from now on, this is where the rep is. */
  onJoin: () => void;
  onConnect: (origin: Origin) => void;
  /** The rep sets up another channel, or nothing is prepared after all. */
  onOwn: () => void;
  onBack?: (() => void) | undefined;
  onDone: (channel: Channel) => void;
}

type Offered = Prepared['teams'][number];

/** What an administrator has prepared for the rep, before anything that is found out: a team's channel, or all but the password. */
export default function PreparedScreen({ onJoin, onConnect, onOwn, onBack, onDone }: PreparedScreenProps) {
  const styles = useStyles();
  const { host } = useSurroundings();
  const words = useWords();
  const { prepared: say, start } = words;
  const prepared = usePrepared();
  const { team: joining, proving, join, leave } = useJoining();
  const begin = (team: Offered) => {
    onJoin();
    join(team);
  };
  useEffect(() => {
    if (prepared === null) onOwn();
  }, [prepared, onOwn]);
  if (!prepared) return <Spinner style={{ padding: 32 }} label={words.common.loading} />;
  if (joining !== null)
    return (
      <JoinScreen
        proving={proving}
        onAgain={() => {
          join(joining);
        }}
        onBack={leave}
        onDone={onDone}
      />
    );

  const { emailAddress, displayName } = host.profile();
  const before = <Identity name={displayName} address={emailAddress} label={words.start.mailbox} />;
  const [team, ...others] = prepared.teams;
  const own = <QuietButton onClick={onOwn}>{say.own}</QuietButton>;
  if (team === undefined) {
    const { invitation } = prepared;
    if (invitation === null) return null;
    const { providerId, server, username, by } = invitation;
    const provider = providerId === 'custom' ? inLetters(server.host) : PROVIDERS[providerId].name;
    return (
      <Screen title={say.invited} before={before} onBack={onBack}>
        <Panel>
          <p className={styles.text}>{say.invitedBody(by && (by.name || by.address), provider)}</p>
        </Panel>
        <Button
          appearance="primary"
          onClick={() => {
            onConnect({ providerId, server, username, by: 'recommendation', filledIn: true });
          }}
        >
          {say.connect(provider)}
        </Button>
        <div className={styles.others}>{own}</div>
      </Screen>
    );
  }
  return (
    <Screen title={say.title} before={before} onBack={onBack}>
      <Points
        reason={say.reason(nameOf(team), inLetters(team.domain))}
        place={team.providerId === 'custom' ? undefined : say.through(PROVIDERS[team.providerId].name)}
        pros={[say.nothingToType, start.pros['of-the-company']]}
        cons={[say.lookedAfter(nameOf(team)), say.sharedLimits]}
      />
      <Button
        appearance="primary"
        onClick={() => {
          begin(team);
        }}
      >
        {say.join}
      </Button>
      <div className={styles.others}>
        {others.map((other) => (
          <QuietButton
            key={other.id}
            onClick={() => {
              begin(other);
            }}
          >
            {say.joinOther(PROVIDERS[other.providerId].name, nameOf(other))}
          </QuietButton>
        ))}
        {own}
      </div>
    </Screen>
  );
}

const nameOf = ({ by }: Offered): string => by.name || by.address;
