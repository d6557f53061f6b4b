import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ProviderId } from '../../../domain/provider.ts';
import { Mark } from '../../parts/Mark.tsx';

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
});

/** A service as it is shown, and where a click on it leads. */
export interface Shown {
  name: string;
  id: ProviderId;
}

/** Services by name, each with its mark. */
export function ChoiceList({ choices, onTake }: { choices: readonly Shown[]; onTake: (id: ProviderId) => void }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {choices.map(({ name, id }) => (
        <li key={name} className={styles.item}>
          <Button
            appearance="subtle"
            className={styles.choice}
            onClick={() => {
              onTake(id);
            }}
          >
            <Mark name={name} />
            {name}
          </Button>
        </li>
      ))}
    </ul>
  );
}
