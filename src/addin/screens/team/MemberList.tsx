import { makeStyles, tokens } from '@fluentui/react-components';
import type { SharedChannel } from '../../../contract/shapes.ts';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '6px' },
  facts: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

/** Who sends through a team channel. */
export function MemberList({ members }: { members: SharedChannel['members'] }) {
  const styles = useStyles();
  const { team: say, format } = useWords();
  if (members.length === 0) return <Notice shape="clock">{say.nobody}</Notice>;
  return (
    <Disclosure label={say.joined(members.length)}>
      <ul className={styles.list}>
        {members.map(({ id, sender, also, works, joinedAt }) => (
          <li key={id}>
            {sender.name || sender.address}
            <span className={styles.facts}>
              {[
                ...(sender.name === '' ? [] : [sender.address]),
                ...(also.length === 0 ? [] : [say.also(format.list(also))]),
                say.since(format.day(new Date(joinedAt).toISOString())),
                ...(works ? [] : [say.broken]),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
