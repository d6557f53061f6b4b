import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { useContext, useState } from 'react';
import { Notice } from '../../parts/Notice.tsx';
import { ArrivedContext, Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { channelFor, channelsFor } from './check.ts';
import { DraftView } from './DraftView.tsx';
import { HandingOver } from './HandingOver.tsx';
import { Outcome } from './Outcome.tsx';
import { SplitOutcome } from './SplitOutcome.tsx';
import { useSending } from './use-sending.ts';

const useStyles = makeStyles({
  waiting: { alignSelf: 'flex-start' },
});

interface SendScreenProps {
  onHome: () => void;
  onRepair: (channelId: string) => void;
  /** Another channel is set up. */
  onAnother: () => void;
  /** Another address by a channel's login. */
  onSender: (channelId: string, address: string) => void;
  onProve: (channelId: string) => void;
}

/** Sends the open draft through the channel, once. */
export default function SendScreen({ onHome, onRepair, onAnother, onSender, onProve }: SendScreenProps) {
  const styles = useStyles();
  const words = useWords();
  const { known } = useKnowledge();
  const arrived = useContext(ArrivedContext);
  const [acted, setActed] = useState(false);
  const [chosen, choose] = useState<string | null>(null);
  const { sending, draft, messageBytes, submit, begin, restart } = useSending(chosen);
  /** From the rep's first step on, the headings of what follows take the focus; before that it is the draft's. */
  const byRep = (act: () => Promise<void>) => () => {
    setActed(true);
    void act();
  };

  return <ArrivedContext value={arrived || acted}>{shown()}</ArrivedContext>;

  function shown() {
    switch (sending.phase) {
      case 'reading':
      case 'looking-up':
        return (
          <Screen title={words.send.title} onBack={onHome}>
            <Spinner
              className={styles.waiting}
              size="tiny"
              label={sending.phase === 'reading' ? words.send.reading : words.send.checking}
            />
          </Screen>
        );
      case 'unreadable':
      case 'unknown':
        return (
          <Screen title={troubleWords(words, sending.trouble).title} onBack={onHome}>
            {sending.phase === 'unknown' && <Notice shape="question">{words.send.unknown}</Notice>}
            <TroubleNote trouble={sending.trouble} said={troubleWords(words, sending.trouble)} titled={false}>
              <Button appearance="primary" onClick={byRep(begin)}>
                {words.common.tryAgain}
              </Button>
            </TroubleNote>
          </Screen>
        );
      case 'ready': {
        const { address } = sending.draft.from;
        const channel = channelFor(known.channels ?? [], address, chosen);
        if (!channel) return null;
        return (
          <DraftView
            ready={sending}
            channel={channel}
            fitting={channelsFor(known.channels ?? [], address)}
            onChoose={choose}
            onSender={() => {
              onSender(channel.id, address);
            }}
            onProve={() => {
              onProve(channel.id);
            }}
            messageBytes={messageBytes}
            onSubmit={(sendAt) => {
              byRep(() => submit(sendAt, channel.id))();
            }}
            onHome={onHome}
            onAnother={onAnother}
            onRepair={() => {
              onRepair(channel.id);
            }}
          />
        );
      }
      case 'handing-over':
        return <HandingOver sending={sending} />;
      case 'queued':
        if (sending.handed.parts > 1) {
          return (
            <SplitOutcome
              draft={draft}
              handed={sending.handed}
              here={sending.here}
              onAgain={byRep(restart)}
              onHome={onHome}
            />
          );
        }
        return (
          <Outcome
            draft={draft}
            handed={sending.handed}
            here={sending.here}
            onAgain={byRep(restart)}
            onHome={onHome}
            onRepair={onRepair}
          />
        );
    }
  }
}
