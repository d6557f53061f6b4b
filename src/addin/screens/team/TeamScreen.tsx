import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { toSignIn } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { DomainForm } from './DomainForm.tsx';
import { DomainPanel } from './DomainPanel.tsx';
import { InvitationBoard } from './InvitationBoard.tsx';
import { SharePanel } from './SharePanel.tsx';
import { useTeam } from './use-team.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  spinner: { alignSelf: 'flex-start' },
});

/** For an administrator: domains that are proven, channels that are shared with them, and who has joined or was invited. */
export default function TeamScreen({ onBack }: { onBack: () => void }) {
  const styles = useStyles();
  const words = useWords();
  const say = useWords().team;
  const { signIn } = useKnowledge();
  const team = useTeam();
  const { known, trouble } = team;
  const again = async () => {
    if (toSignIn(trouble)) await signIn();
    team.ask();
  };
  return (
    <Screen title={say.title} onBack={onBack}>
      <p className={styles.text}>{say.intro}</p>
      <Status>
        {trouble && (
          <TroubleNote trouble={trouble}>
            <Button appearance="primary" onClick={() => void again()}>
              {toSignIn(trouble) ? words.common.signIn : words.common.tryAgain}
            </Button>
          </TroubleNote>
        )}
      </Status>
      {known === null && !trouble && <Spinner className={styles.spinner} size="tiny" label={words.common.loading} />}
      {known !== null && (
        <>
          <Section title={say.domains}>
            <Notice shape="building">{say.domainsBody}</Notice>
            {known.domains.map((domain) => (
              <DomainPanel key={domain.domain} domain={domain} team={team} />
            ))}
            <DomainForm isFirst={known.domains.length === 0} team={team} />
          </Section>
          <Section title={say.channels}>
            {known.channels.length === 0 && <Notice>{say.noChannels}</Notice>}
            {known.channels.map((channel) => (
              <SharePanel key={channel.id} channel={channel} domains={known.domains} team={team} />
            ))}
          </Section>
          {known.invitations.length > 0 && <InvitationBoard invitations={known.invitations} team={team} />}
        </>
      )}
    </Screen>
  );
}
