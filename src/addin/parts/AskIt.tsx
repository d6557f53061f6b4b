import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { serverWordsOf } from '../words/server-words.ts';
import type { Trouble } from '../words/trouble.ts';
import { useAskIt } from './ask-it.ts';
import { Notice } from './Notice.tsx';
import { QuietButton } from './QuietButton.tsx';
import { useWords } from './surroundings.ts';

const useStyles = makeStyles({
  text: {
    width: '100%',
    boxSizing: 'border-box',
    padding: '8px',
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    resize: 'vertical',
  },
});

interface AskItProps {
  address: string;
  server: { host: string; port: number } | null;
  trouble?: Trouble;
  appearance?: 'primary' | 'secondary' | 'quiet';
}

/** Who to ask when one doesn't know: a message to the IT department with everything they need to answer. */
export function AskIt({ address, server, trouble, appearance = 'secondary' }: AskItProps) {
  const styles = useStyles();
  const words = useWords();
  const { askIt, opened, toCopy } = useAskIt();
  const about = trouble && {
    kind: trouble.kind,
    title: words.failures[trouble.kind].title,
    serverWords: serverWordsOf(trouble),
  };
  const ask = () => void askIt({ address, server, trouble: about ?? null });
  return (
    <>
      {appearance === 'quiet' ? (
        <QuietButton onClick={ask}>{words.common.askIt}</QuietButton>
      ) : (
        <Button appearance={appearance} onClick={ask}>
          {words.common.askIt}
        </Button>
      )}
      <span role="status">
        {opened && <Notice shape="check">{words.common.askItOpened}</Notice>}
        {toCopy !== null && <Notice>{words.common.askItCopy}</Notice>}
      </span>
      {toCopy !== null && (
        <textarea
          className={styles.text}
          aria-label={words.common.askItText}
          readOnly
          rows={8}
          value={toCopy}
          onFocus={({ currentTarget }) => {
            currentTarget.select();
          }}
        />
      )}
    </>
  );
}
