import { makeStyles, tokens } from '@fluentui/react-components';
import { Disclosure } from './Disclosure.tsx';
import { useFirstWords } from './surroundings.ts';

const useStyles = makeStyles({
  words: {
    margin: 0,
    padding: '8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});

/** What the far server said, word for word, for those who want it. */
export function ServerWords({ text, label }: { text: string; label?: string }) {
  const styles = useStyles();
  const words = useFirstWords();
  return (
    <Disclosure label={label ?? words.common.serverWords}>
      <pre className={styles.words}>{text}</pre>
    </Disclosure>
  );
}
