import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { PROVIDERS } from '../../../domain/provider.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { toSignIn } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { BoardSummary } from './BoardSummary.tsx';
import { ConsentLink } from './ConsentLink.tsx';
import { PasswordList } from './PasswordList.tsx';
import { usePasswordChannels } from './use-password-channels.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  spinner: { alignSelf: 'flex-start' },
});

/** For an administrator: who still uses a password that ends, and what helps them away from it. */
export default function CompanyScreen({
  onBoard,
  onTeam,
  onPolicies,
  onBack,
}: {
  onBoard: () => void;
  onTeam: () => void;
  onPolicies: () => void;
  onBack: () => void;
}) {
  const styles = useStyles();
  const words = useWords();
  const { signIn } = useKnowledge();
  const { channels, counts, hasMore, asking, trouble, ask, all } = usePasswordChannels();
  const { company } = words;
  const ending = [...new Set(channels?.map(({ providerId }) => providerId))].flatMap((id) => {
    const { name, passwords } = PROVIDERS[id];
    return passwords.policy === 'ending' ? [words.start.ending(name, passwords.endsOn)] : [];
  });
  const again = async () => {
    if (toSignIn(trouble)) await signIn();
    ask();
  };
  return (
    <Screen title={company.title} onBack={onBack}>
      <BoardSummary onOpen={onBoard} />
      <QuietButton onClick={onTeam}>{company.team}</QuietButton>
      <Status>
        {trouble && (
          <TroubleNote trouble={trouble}>
            <Button appearance="primary" onClick={() => void again()}>
              {toSignIn(trouble) ? words.common.signIn : words.common.tryAgain}
            </Button>
          </TroubleNote>
        )}
      </Status>
      {asking && channels === null && <Spinner className={styles.spinner} size="tiny" label={words.common.loading} />}
      {channels?.length === 0 && (
        <Panel tone="success">
          <PanelTitle shape="check">{company.none}</PanelTitle>
          <p className={styles.text}>{company.noneBody}</p>
        </Panel>
      )}
      {channels !== null && channels.length > 0 && (
        <Panel tone="notice">
          <PanelTitle shape="person">
            {company.passwords(counts.passwords, counts.passwords + counts.signIns)}
          </PanelTitle>
          {ending.map((sentence) => (
            <Notice key={sentence} shape="clock">
              {sentence}
            </Notice>
          ))}
          <p className={styles.text}>{company.moveOver}</p>
        </Panel>
      )}
      <ConsentLink />
      <QuietButton onClick={onPolicies}>{company.openPolicies}</QuietButton>
      {channels !== null && channels.length > 0 && (
        <PasswordList
          channels={channels}
          others={hasMore ? Math.max(1, counts.passwords - channels.length) : 0}
          busy={asking}
          onMore={ask}
          all={all}
        />
      )}
    </Screen>
  );
}
