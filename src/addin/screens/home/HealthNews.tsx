import { useEffect, useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { SECOND, type Instant } from '../../../domain/instant.ts';
import { Hidden } from '../../parts/Hidden.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Status } from '../../parts/Status.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import type { Words } from '../../words/words.ts';
import { wordsAt } from '../../words/login-words.ts';
import { brokenWords } from '../../words/trouble-words.ts';
import { conditionOf, type Condition } from '../known/condition.ts';
import { useKnowledge } from '../known/known-context.ts';
import { useVisible } from '../known/use-visible.ts';

/** Long enough to have seen it, also for who looks at the message beside the pane. */
const SEEN = 30 * SECOND;

interface HealthNewsProps {
  channel: Channel;
  now: Instant;
}

/** Tells when a channel has come back by itself, until that was seen; and says aloud when it breaks or is paused. */
export function HealthNews({ channel, now }: HealthNewsProps) {
  const { clock } = useSurroundings();
  const words = useWords();
  const { known, tell } = useKnowledge();
  const { id } = channel;
  const back = known.back.find(({ channelId }) => channelId === id);
  const isSeen = useVisible() && back !== undefined;

  useEffect(() => {
    if (!isSeen) return;
    return clock.after(SEEN, () => {
      tell({ type: 'comeback-seen', channelId: id });
    });
  }, [clock, tell, isSeen, id]);

  const condition = conditionOf(channel);
  const [last, setLast] = useState<{ is: Condition; was: Condition | null }>({ is: condition, was: null });
  if (condition !== last.is) setLast({ is: condition, was: last.is });

  return (
    <>
      <Status>
        {back && (
          <Panel tone="success">
            <Notice shape="check">
              {words.health.back(words.format.when(back.since, now))}
              {back.going > 0 && ` ${words.health.going(back.going)}`}
            </Notice>
          </Panel>
        )}
      </Status>
      <Hidden role="status">{last.was === null ? '' : change(words, channel, last.was)}</Hidden>
    </>
  );
}

/** What has just changed, for those who listen; a comeback is told already. */
function change(words: Words, channel: Channel, was: Condition): string {
  if (channel.health.state === 'broken') return brokenWords(wordsAt(words, channel), channel.health.because).title;
  if (channel.stoppedSince !== null) return words.stopped.title;
  if (channel.heldSince !== null) return words.change.title(words.secrets[channel.secret]);
  return was === 'changing' || was === 'stopped' ? words.change.over : '';
}
