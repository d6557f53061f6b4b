import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Choice } from '../../../domain/choices.ts';
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

/** Services by name, each with its mark. */
export function ChoiceList({ choices, onTake }: { choices: readonly Choice[]; onTake: (choice: Choice) => void }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {choices.map((choice) => (
        <li key={choice.name} className={styles.item}>
          <Button
            appearance="subtle"
            className={styles.choice}
            onClick={() => {
              onTake(choice);
            }}
          >
            <Mark name={choice.name} />
            {choice.name}
          </Button>
        </li>
      ))}
    </ul>
  );
}
