import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ForbiddingPolicy } from '../../../domain/policies.ts';
import type { ProviderId } from '../../../domain/provider.ts';
import { Mark } from '../../parts/Mark.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: '0 -8px',
    padding: 0,
    display: 'grid',
    // Two beside each other where there is room for their names.
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(190px, 100%), 1fr))',
  },
  item: { display: 'flex' },
  choice: {
    flexGrow: 1,
    justifyContent: 'flex-start',
    gap: '8px',
    minWidth: 0,
    paddingLeft: '8px',
    paddingRight: '8px',
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
  },
  forbidden: { display: 'flex', flexDirection: 'column', minWidth: 0, color: tokens.colorNeutralForeground3 },
  reason: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

/** A service as it is shown, where a click on it leads, and which policy of the company's is against it, if any. */
export interface Shown {
  name: string;
  id: ProviderId;
  forbiddenBy: ForbiddingPolicy | null;
}

/** Services by name, each with its mark; one that the company does not allow says so and why, and leads to what it allows instead. */
export function ChoiceList({ choices, onTake }: { choices: readonly Shown[]; onTake: (id: ProviderId) => void }) {
  const styles = useStyles();
  const { forbidden } = useWords().choose;
  return (
    <ul className={styles.list}>
      {choices.map(({ name, id, forbiddenBy }) => (
        <li key={name} className={styles.item}>
          <Button
            appearance="subtle"
            className={styles.choice}
            onClick={() => {
              onTake(id);
            }}
          >
            <Mark name={name} />
            {forbiddenBy === null ? (
              name
            ) : (
              <span className={styles.forbidden}>
                {name}
                <span className={styles.reason}>{forbidden[forbiddenBy]}</span>
              </span>
            )}
          </Button>
        </li>
      ))}
    </ul>
  );
}
