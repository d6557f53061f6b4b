import { makeStyles, tokens } from '@fluentui/react-components';
import type { Message } from '../../../contract/shapes.ts';
import { Panel } from '../../parts/Panel.tsx';
import { RefusedList } from '../../parts/RefusedList.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  text: { margin: 0, fontWeight: tokens.fontWeightSemibold },
});

interface RefusedRecipientsProps {
  recipients: Message['recipients'];
  /** The reply to the whole message, which stands elsewhere already. */
  told: Message['reply'];
}

/** Who does not get the message, each with the server's words; nothing where nobody was refused. */
export function RefusedRecipients({ recipients, told }: RefusedRecipientsProps) {
  const styles = useStyles();
  const words = useWords().send;
  const refused = recipients.filter(({ outcome }) => outcome === 'refused');
  if (refused.length === 0) return null;
  const others = recipients.filter(({ outcome }) => outcome !== 'refused');
  const othersHaveIt = others.length > 0 && others.every(({ outcome }) => outcome === 'accepted');
  return (
    <Panel tone="danger">
      <p className={styles.text}>
        {words.refusedRecipients(refused.length)}
        {othersHaveIt && ` ${words.othersHaveIt}`}
      </p>
      <RefusedList refused={refused} told={told} />
    </Panel>
  );
}
