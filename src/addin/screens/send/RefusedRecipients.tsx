import { makeStyles, tokens } from '@fluentui/react-components';
import type { Message } from '../../../contract/shapes.ts';
import { formatReply } from '../../../domain/reply.ts';
import { Panel } from '../../parts/Panel.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  text: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  reply: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

/** Who did not get the message, each with the server's words. */
export function RefusedRecipients({ recipients }: { recipients: Message['recipients'] }) {
  const styles = useStyles();
  const words = useWords().send;
  return (
    <Panel tone="danger">
      <p className={styles.text}>{words.refusedRecipients(recipients.length)}</p>
      <ul className={styles.list}>
        {recipients.map(({ address, reply }) => (
          <li key={address}>
            {address}
            {reply && <span className={styles.reply}>{formatReply(reply)}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
