import { makeStyles, tokens } from '@fluentui/react-components';
import { inLetters } from './domain-names.ts';

const useStyles = makeStyles({
  identity: { display: 'flex', alignItems: 'center', gap: '8px', minWidth: 0 },
  initials: {
    width: '32px',
    height: '32px',
    flexShrink: 0,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { minWidth: 0, display: 'flex', flexDirection: 'column' },
  name: { fontWeight: tokens.fontWeightSemibold, lineHeight: tokens.lineHeightBase200 },
  address: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .flatMap((part) => [...part].slice(0, 1))
    .filter((letter) => /\p{L}/u.test(letter))
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();

/** Whose mailbox this is. */
export function Identity({ name, address, label }: { name: string; address: string; label: string }) {
  const styles = useStyles();
  return (
    <div role="group" aria-label={label} className={styles.identity}>
      <span className={styles.initials} aria-hidden="true">
        {initialsOf(name || address)}
      </span>
      <span className={styles.text}>
        {name && <span className={styles.name}>{name}</span>}
        <span className={styles.address}>{inLetters(address)}</span>
      </span>
    </div>
  );
}
