import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import type { Instant } from '../../../domain/instant.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Pictogram, type Shape } from '../../parts/Pictogram.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { Words } from '../../words/words.ts';
import { brokenWords } from '../../words/trouble-words.ts';
import { channelName } from '../known/channel-name.ts';
import { conditionOf } from '../known/condition.ts';
import { policyNotice } from './reminder.ts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px', alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap' },
  name: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase300 },
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    padding: '2px 8px 2px 6px',
    borderRadius: tokens.borderRadiusCircular,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  working: { color: tokens.colorStatusSuccessForeground1, backgroundColor: tokens.colorStatusSuccessBackground1 },
  broken: { color: tokens.colorStatusDangerForeground1, backgroundColor: tokens.colorStatusDangerBackground1 },
  passing: { color: tokens.colorStatusWarningForeground1, backgroundColor: tokens.colorStatusWarningBackground1 },
  changing: { color: tokens.colorNeutralForeground2, backgroundColor: tokens.colorNeutralBackground3 },
  forbidden: { color: tokens.colorStatusDangerForeground1, backgroundColor: tokens.colorStatusDangerBackground1 },
  stopped: { color: tokens.colorNeutralForeground2, backgroundColor: tokens.colorNeutralBackground3 },
  quiet: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
});

type Badge = keyof Words['health']['badge'];

const SHAPE: Record<Badge, Shape> = {
  working: 'check',
  changing: 'hold',
  stopped: 'hold',
  forbidden: 'building',
  broken: 'warning',
  passing: 'clock',
};

/** The channel in three lines: what it is, whose, whether it works and since when. */
export function HealthPanel({ channel, now }: { channel: Channel; now: Instant }) {
  const styles = useStyles();
  const words = useWords();
  const { team, health, heldSince, stoppedSince, sender, username } = channel;
  const { credential, transport, checkedAt } = channel;
  const badge = badgeOf(words, channel);
  const name = channelName(words, channel);
  const policy = policyNotice(words, channel, now);
  return (
    <Panel>
      <div className={styles.row}>
        <span className={styles.name}>{name}</span>
        <span className={mergeClasses(styles.badge, styles[badge])}>
          <Pictogram shape={SHAPE[badge]} size={14} />
          {words.health.badge[badge]}
        </span>
      </div>
      <span className={styles.quiet}>
        {sender.name && (
          <>
            {sender.name}
            <br />
          </>
        )}
        {inLetters(sender.address)}
        <br />
        {team !== null && (
          <>
            {words.home.ofTeam(team.by.name || team.by.address)}
            <br />
          </>
        )}
        {credential === 'sign-in' && !sameAddress(username, sender.address) && (
          <>
            {words.signInToSend.sendsWith(username)}
            <br />
          </>
        )}
        {transport === 'graph' && (
          <>
            {words.graph.sends}
            <br />
          </>
        )}
        {standing()}
      </span>
      {policy !== null && <Notice shape="clock">{policy}</Notice>}
    </Panel>
  );

  function standing(): string {
    const { health: say, format } = words;
    if (health.state === 'broken') return say.brokenSince(format.when(health.since, now));
    const since = stoppedSince ?? heldSince;
    return since === null ? say.checked(format.ago(checkedAt, now)) : say.pausedSince(format.when(since, now));
  }
}

function badgeOf(words: Words, channel: Channel): Badge {
  const { health } = channel;
  const passes = health.state === 'broken' && brokenWords(words, health.because).whoCan === 'nobody-wait';
  const condition = conditionOf(channel);
  if (passes) return 'passing';
  // What is broken or paused besides is told first: the note below says that it is not allowed.
  return condition === 'working' && channel.forbiddenBy !== null ? 'forbidden' : condition;
}
