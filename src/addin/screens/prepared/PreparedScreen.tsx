import { Spinner } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { useWords } from '../../parts/surroundings.ts';
import type { Origin } from '../connect/fields.ts';
import { InvitationView } from './InvitationView.tsx';
import { JoinScreen } from './JoinScreen.tsx';
import { TeamOffer, type Offered } from './TeamOffer.tsx';
import { useJoining } from './use-joining.ts';
import { usePrepared } from './use-prepared.ts';

interface PreparedScreenProps {
  /** The rep has begun: whatever channel is there from now on, this is where the rep is. */
  onJoin: () => void;
  onConnect: (origin: Origin) => void;
  /** The rep sets up another channel. */
  onOwn: () => void;
  /** Nothing is prepared after all. */
  onNothing: () => void;
  onBack?: (() => void) | undefined;
  onDone: (channel: Channel) => void;
}

/** What an administrator has prepared for the rep, before anything that is found out: a team's channel, or all but the password. */
export default function PreparedScreen({ onJoin, onConnect, onOwn, onNothing, onBack, onDone }: PreparedScreenProps) {
  const words = useWords();
  const prepared = usePrepared();
  const { team: joining, proving, join, leave } = useJoining();
  /** Whether the rep looks past the team's at what is prepared for a channel of the own. */
  const [isPast, lookPast] = useState(false);
  const begin = (team: Offered) => {
    onJoin();
    join(team);
  };
  useEffect(() => {
    if (prepared === null) onNothing();
  }, [prepared, onNothing]);
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

  const {
    teams: [team, ...others],
    invitation,
  } = prepared;
  if (invitation !== null && (team === undefined || isPast)) {
    const toTeam = () => {
      lookPast(false);
    };
    return (
      <InvitationView
        key="invitation"
        invitation={invitation}
        onConnect={onConnect}
        onOwn={onOwn}
        onBack={team === undefined ? onBack : toTeam}
      />
    );
  }
  if (team === undefined) return null;
  const past = () => {
    lookPast(true);
  };
  return (
    <TeamOffer
      team={team}
      others={others}
      isInvited={invitation !== null}
      onJoin={begin}
      onOwn={invitation === null ? onOwn : past}
      onBack={onBack}
    />
  );
}
