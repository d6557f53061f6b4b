import { makeStyles } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { isAfterLogin } from '../../../domain/health.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { wordsAt } from '../../words/login-words.ts';
import { brokenWords } from '../../words/trouble-words.ts';
import { conditionOf } from '../known/condition.ts';

const useStyles = makeStyles({ text: { margin: 0 } });

/** Why nothing leaves a team's channel, and who sees to it, where that is not the rep: what is wrong with the one sender has a note of its own. */
export function TeamNote({ channel, waiting }: { channel: Channel; waiting: number }) {
  const styles = useStyles();
  const words = useWords();
  const { prepared: say } = words;
  const { team, health } = channel;
  const condition = conditionOf(channel);
  if (team === null || condition === 'working' || condition === 'stopped') return null;
  if (health.state === 'broken' && isAfterLogin(health.because)) return null;
  const by = team.by.name || team.by.address;
  const isBroken = health.state === 'broken';
  return (
    <Panel tone={isBroken ? 'danger' : 'plain'}>
      <PanelTitle shape={isBroken ? 'building' : 'hold'}>
        {isBroken
          ? brokenWords(wordsAt(words, channel), health.because).title
          : say.changing(by, words.secrets[channel.secret])}
      </PanelTitle>
      <p className={styles.text}>{isBroken ? say.waits(by) : say.changingBody}</p>
      {isBroken && waiting > 0 && <Notice shape="hold">{words.health.waiting(waiting)}</Notice>}
    </Panel>
  );
}
