import { makeStyles, tokens } from '@fluentui/react-components';
import type { Message } from '../../../contract/shapes.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { MessageRow } from './MessageRow.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: 'hidden',
  },
});

/** The last messages and what became of them. */
export function MessageList({ messages }: { messages: readonly Message[] }) {
  const styles = useStyles();
  const words = useWords().home;
  return (
    <Section title={words.recent}>
      {messages.length === 0 ? (
        <Notice shape="plane">{words.none}</Notice>
      ) : (
        <ul className={styles.list}>
          {messages.map((message) => (
            <MessageRow key={message.id} message={message} />
          ))}
        </ul>
      )}
    </Section>
  );
}
