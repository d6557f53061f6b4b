import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { Break, Channel } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { wordsAt } from '../../words/login-words.ts';
import type { Words } from '../../words/words.ts';
import { brokenWords } from '../../words/trouble-words.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { useHistory } from './use-history.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  entry: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: '8px',
    ':not(:last-child)': { paddingBottom: '12px' },
    // A thin line leads from each to the one before it.
    '& > :first-child::after': {
      content: '""',
      flexGrow: 1,
      width: '1px',
      marginTop: '4px',
      backgroundColor: tokens.colorNeutralStroke1,
      marginBottom: '-10px',
    },
    ':last-child > :first-child::after': { display: 'none' },
  },
  rail: { display: 'flex', flexDirection: 'column', alignItems: 'center', color: tokens.colorNeutralForeground3 },
  over: { color: tokens.colorStatusSuccessForeground1 },
  lasts: { color: tokens.colorStatusDangerForeground1 },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  trouble: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
  loading: { alignSelf: 'flex-start' },
});

/** What has kept the channel's mail back so far, on demand. */
export function History({ channel, now }: { channel: Channel; now: Instant }) {
  const words = useWords();
  return (
    <Disclosure label={words.history.title}>
      <Breaks channel={channel} now={now} />
    </Disclosure>
  );
}

function Breaks({ channel, now }: { channel: Channel; now: Instant }) {
  const styles = useStyles();
  const words = useWords();
  const { breaks, trouble, ask } = useHistory(channel);
  if (trouble) {
    return (
      <div className={styles.trouble}>
        <Notice shape="warning">{troubleWords(words, trouble).title}</Notice>
        <Button size="small" onClick={ask}>
          {words.common.tryAgain}
        </Button>
      </div>
    );
  }
  if (breaks === null) return <Spinner className={styles.loading} size="tiny" label={words.common.loading} />;
  if (breaks.length === 0) return <Notice shape="check">{words.history.none}</Notice>;
  return (
    <ol className={styles.list}>
      {breaks.map((one) => (
        <Entry key={one.id} channel={channel} one={one} now={now} />
      ))}
    </ol>
  );
}

/** One time in which nothing left: why, when and how long, how it was noticed, how much waited, who ended it. */
function Entry({ channel, one, now }: { channel: Channel; one: Break; now: Instant }) {
  const styles = useStyles();
  const words = useWords();
  const { because, since, until, keptBy } = one;
  const { history, format } = words;
  const when = format.when(since, now);
  const lasts = until === null;
  return (
    <li className={styles.entry}>
      <span className={styles.rail}>
        <span className={because === null ? undefined : lasts ? styles.lasts : styles.over}>
          <Pictogram shape={because === null ? 'hold' : lasts ? 'warning' : 'check'} />
        </span>
      </span>
      <span>
        <span className={styles.title}>
          {because === null
            ? history.keptBy[keptBy ?? 'rep'](words.secrets[channel.secret])
            : brokenWords(wordsAt(words, channel), because).title}
        </span>
        <span className={styles.quiet}>
          {lasts ? history.lasts(when) : history.over(when, format.wait(until - since))}
        </span>
        <span className={styles.quiet}>{toldOf(words, one).join(' ')}</span>
      </span>
    </li>
  );
}

function toldOf({ history }: Words, { because, noticedBy, until, mendedBy, waited }: Break): string[] {
  const mended = because === null && mendedBy === 'rep' ? history.changeEnded : mendedBy && history.mendedBy[mendedBy];
  return [
    ...(noticedBy === null ? [] : [history.noticedBy[noticedBy]]),
    until === null ? history.waits(waited) : history.waited(waited),
    ...(mended === null ? [] : [mended]),
  ];
}
