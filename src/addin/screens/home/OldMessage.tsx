import { makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { useWords } from '../../parts/surroundings.ts';
import { meantFor } from '../known/condition.ts';
import { MessageActions } from './MessageActions.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '10px 12px',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: '8px' },
  subject: { flexGrow: 1, flexBasis: '90px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  actions: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

/** One message that waits for the rep's word: what, to whom, since when, and the two answers. */
export function OldMessage({ message, now }: { message: Message; now: Instant }) {
  const styles = useStyles();
  const words = useWords();
  const subject = useId();
  const { recipients } = message;
  const [first] = recipients;
  return (
    <li className={styles.row}>
      <div>
        <div className={styles.head}>
          <span id={subject} className={styles.subject}>
            {message.subject || words.home.noSubject}
          </span>
          <span className={styles.quiet}>{words.format.when(meantFor(message), now)}</span>
        </div>
        {message.handedOver && <span className={styles.quiet}>{words.held.handedOver}</span>}
        {first && <span className={styles.quiet}>{words.home.to(first.address, recipients.length - 1)}</span>}
      </div>
      <div role="group" aria-labelledby={subject} className={styles.actions}>
        <MessageActions message={message} now={now} forWord />
      </div>
    </li>
  );
}
