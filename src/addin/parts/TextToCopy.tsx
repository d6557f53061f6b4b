import { makeStyles, tokens } from '@fluentui/react-components';

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

/** A text that the rep takes along by hand: all of it is selected as soon as one comes to it. */
export function TextToCopy({ label, text, rows = 8 }: { label: string; text: string; rows?: number }) {
  const styles = useStyles();
  return (
    <textarea
      className={styles.text}
      aria-label={label}
      readOnly
      rows={rows}
      value={text}
      onFocus={({ currentTarget }) => {
        currentTarget.select();
      }}
    />
  );
}
