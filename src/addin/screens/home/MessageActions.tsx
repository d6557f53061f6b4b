import { Button, makeStyles, type ButtonProps } from '@fluentui/react-components';
import { useState } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { MAY_DROP } from '../../../domain/outbox.ts';
import { LaterPicker } from '../../parts/LaterPicker.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Question } from '../../parts/Question.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { Foreseen } from '../send/Foreseen.tsx';
import { isRetried, isScheduled } from './queue.ts';
import { useDecision } from './use-decision.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', ':empty': { display: 'none' } },
});

interface MessageActionsProps {
  message: Message;
  now: Instant;
  /** Whether nothing but the rep's word keeps it. */
  forWord?: boolean;
  size?: ButtonProps['size'];
}

/** What the rep may do with a message that waits: say what became of it, send it at another time, stop it. */
export function MessageActions({ message, now, forWord = false, size = 'small' }: MessageActionsProps) {
  const styles = useStyles();
  const words = useWords();
  const { queue } = words;
  const { decide, reschedule, deciding, trouble } = useDecision(message.id);
  const [open, setOpen] = useState<'nothing' | 'later' | 'drop'>('nothing');
  const { state, recipients } = message;
  const channel = useKnowledge().known.channels?.find(({ id }) => id === message.channelId);
  const uncertain = state === 'uncertain';
  const scheduled = isScheduled(message, now);
  const retried = isRetried(message);
  const someHaveIt = recipients.some(({ outcome }) => outcome === 'accepted');
  const sendAt = (moment: Instant | null) => async () => {
    if (await reschedule(moment)) setOpen('nothing');
  };
  const foresee = (at: Instant | null) =>
    channel && (
      <Foreseen
        channel={channel}
        recipients={recipients.length}
        load={{ messages: 1, recipients: recipients.length }}
        at={at}
      />
    );
  const action = (label: string, act: () => void) => (
    <Button size={size} disabled={deciding} onClick={act}>
      {label}
    </Button>
  );
  return (
    <>
      {open !== 'drop' && (
        <div className={styles.actions}>
          {uncertain && action(words.home.arrived, () => void decide('dropMessage'))}
          {uncertain && action(words.home.sendAgain, () => void decide('releaseMessage'))}
          {forWord && action(words.held.send, () => void decide('releaseMessage'))}
          {scheduled && action(queue.sendNow, () => void sendAt(null)())}
          {state === 'queued' &&
            !retried &&
            action(open === 'later' ? queue.cancel : scheduled ? queue.another : queue.later, () => {
              setOpen(open === 'later' ? 'nothing' : 'later');
            })}
          {MAY_DROP[state] &&
            !uncertain &&
            action(retried ? queue.stop : queue.drop, () => {
              setOpen('drop');
            })}
        </div>
      )}
      {open === 'later' && (
        <LaterPicker foresee={foresee} isMain={false} onChoose={(moment) => void sendAt(moment)()} />
      )}
      {open === 'drop' && (
        <Question
          title={queue.dropTitle}
          body={someHaveIt ? queue.dropRestBody : queue.dropBody}
          yes={queue.dropYes}
          no={queue.dropNo}
          busy={deciding}
          onYes={() => void decide('dropMessage')}
          onNo={() => {
            setOpen('nothing');
          }}
        />
      )}
      <Status>{trouble && <Notice shape="warning">{troubleWords(words, trouble).title}</Notice>}</Status>
    </>
  );
}
