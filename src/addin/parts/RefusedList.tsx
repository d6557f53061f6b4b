import { makeStyles, tokens } from '@fluentui/react-components';
import type { Message } from '../../contract/shapes.ts';
import { formatReply } from '../../domain/reply.ts';
import { inLetters } from './domain-names.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  reply: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

interface RefusedListProps {
  refused: Message['recipients'];
  /** The reply to the whole message, which stands elsewhere already. */
  told: Message['reply'];
}

/** Those whom the server refused, each with its words. */
export function RefusedList({ refused, told }: RefusedListProps) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {refused.map(({ address, reply }) => (
        <li key={address}>
          {inLetters(address)}
          {reply && formatReply(reply) !== (told && formatReply(told)) && (
            <span className={styles.reply}>{formatReply(reply)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
