import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { serverWordsOf } from '../words/server-words.ts';
import type { PaneTrouble, Trouble, TroubleWords, WhoCan } from '../words/trouble.ts';
import { knownWords } from '../words/trouble-words.ts';
import { Panel, type Tone } from './Panel.tsx';
import { Pictogram, type Shape } from './Pictogram.tsx';
import { ServerWords } from './ServerWords.tsx';
import { useFirstWords } from './surroundings.ts';

const useStyles = makeStyles({
  who: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  text: { margin: 0 },
  next: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    marginTop: '4px',
    ':empty': { display: 'none' },
  },
});

const SHAPE: Record<WhoCan, Shape> = { you: 'person', it: 'building', operator: 'building', 'nobody-wait': 'clock' };
const TONE: Record<WhoCan, Tone> = { you: 'danger', it: 'danger', operator: 'danger', 'nobody-wait': 'notice' };

/** With what the rep is told of it, which may be left out for what the first screen tells too. */
type TroubleNoteProps = ({ trouble: PaneTrouble; said?: undefined } | { trouble: Trouble; said: TroubleWords }) & {
  /** False where the screen's own heading is the title already. */
  titled?: boolean;
  children?: ReactNode;
};

/** One trouble in plain words: what it is, who can mend it, what to do next, the far side's words on demand. */
export function TroubleNote({ titled = true, children, ...met }: TroubleNoteProps) {
  const styles = useStyles();
  const words = useFirstWords();
  const { trouble } = met;
  const { title, explanation, next, whoCan } = met.said ?? knownWords(words, met.trouble);
  // Signing in is the ordinary beginning, not something gone wrong.
  const beginning = trouble.kind === 'not-signed-in' && trouble.reason === 'needed';
  const serverWords = serverWordsOf(trouble);
  return (
    <Panel tone={beginning ? 'plain' : TONE[whoCan]}>
      {!beginning && (
        <div className={styles.who}>
          <Pictogram shape={SHAPE[whoCan]} />
          {words.common.whoCan[whoCan]}
        </div>
      )}
      {titled && <h2 className={styles.title}>{title}</h2>}
      <p className={styles.text}>{explanation}</p>
      <p className={styles.next}>{next}</p>
      {children && <div className={styles.actions}>{children}</div>}
      {serverWords && (
        <ServerWords text={serverWords} label={'reply' in trouble ? undefined : words.common.technical} />
      )}
    </Panel>
  );
}
