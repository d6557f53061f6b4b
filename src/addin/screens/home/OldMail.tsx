import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel, Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { Hidden } from '../../parts/Hidden.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Question } from '../../parts/Question.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Section } from '../../parts/Section.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { OldMessage } from './OldMessage.tsx';
import { useHeld } from './use-held.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  list: {
    listStyleType: 'none',
    margin: '0 -12px -10px',
    padding: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** So many are seen at once: each has its buttons. */
const FIRST = 3;

interface OldMailProps {
  channel: Channel;
  /** The oldest first, as far as they are listed. */
  messages: readonly Message[];
  /** How many there are in all. */
  count: number;
  now: Instant;
}

/** Mail that was held for so long that only its rep knows whether it still makes sense: each, or all at once. */
export function OldMail({ channel, messages, count, now }: OldMailProps) {
  const styles = useStyles();
  const words = useWords();
  const { held } = words;
  const { decide, deciding, trouble, done } = useHeld(channel.id);
  const [asking, ask] = useState(false);
  const [all, showAll] = useState(false);
  const shown = all ? messages : messages.slice(0, FIRST);
  const said = done && (done.decision === 'releaseHeld' ? held.sent : held.dropped)(done.count);

  return (
    <>
      <Hidden role="status">{count === 0 ? said : ''}</Hidden>
      {count > 0 && (
        <Section title={held.title}>
          <Panel tone="notice">
            <p className={styles.text}>
              {(messages.some(({ handedOver }) => handedOver) ? held.bodyHandedOver : held.body)(count)}
            </p>
            {count > 1 && !asking && (
              <div className={styles.actions}>
                <Button disabledFocusable={deciding} onClick={() => void decide('releaseHeld')}>
                  {held.sendAll(count)}
                </Button>
                <Button
                  disabledFocusable={deciding}
                  onClick={() => {
                    ask(true);
                  }}
                >
                  {held.dropAll}
                </Button>
              </div>
            )}
            {asking && (
              <Question
                title={held.dropTitle(count)}
                body={held.dropBody}
                yes={held.dropYes}
                no={held.dropNo}
                busy={deciding}
                onYes={() => void decide('dropHeld')}
                onNo={() => {
                  ask(false);
                }}
              />
            )}
            <Status>{trouble && <Notice shape="warning">{troubleWords(words, trouble).title}</Notice>}</Status>
            <ul className={styles.list}>
              {shown.map((message) => (
                <OldMessage key={message.id} message={message} now={now} />
              ))}
            </ul>
          </Panel>
          {shown.length < messages.length && (
            <QuietButton
              onClick={() => {
                showAll(true);
              }}
            >
              {words.queue.more(messages.length - shown.length)}
            </QuietButton>
          )}
        </Section>
      )}
    </>
  );
}
