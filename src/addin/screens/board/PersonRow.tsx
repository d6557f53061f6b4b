import { makeStyles, tokens } from '@fluentui/react-components';
import type { BoardChannel } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { BoardRow } from './BoardRow.tsx';
import { toldPerson, whoIs } from './told-person.ts';

const useStyles = makeStyles({
  row: {
    padding: '8px 12px',
    overflowWrap: 'anywhere',
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  channels: { listStyleType: 'none', margin: 0, padding: 0 },
});

interface PersonRowProps {
  channels: readonly [BoardChannel, ...BoardChannel[]];
  now: Instant;
  /** Something was done to one of them: what to say of that. */
  onDone: (said: string) => void;
  onLeaves: () => void;
}

/** One person of the company, told by the directory's word, with their channels. */
export function PersonRow({ channels, now, onDone, onLeaves }: PersonRowProps) {
  const styles = useStyles();
  const { board } = useWords();
  const told = toldPerson(channels[0]);
  return (
    <li className={styles.row}>
      {told.name !== '' && <div className={styles.name}>{told.name}</div>}
      {told.address !== '' && <div>{inLetters(told.address)}</div>}
      {told.isTyped && <Notice shape="person">{board.typed}</Notice>}
      <ul className={styles.channels}>
        {channels.map((channel) => (
          <BoardRow key={channel.id} channel={channel} now={now} onDone={onDone} />
        ))}
      </ul>
      <QuietButton onClick={onLeaves}>{board.leaves(whoIs(told))}</QuietButton>
    </li>
  );
}
