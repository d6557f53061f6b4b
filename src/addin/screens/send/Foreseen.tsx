import { makeStyles } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import type { Load } from '../../../domain/forecast.ts';
import type { Instant } from '../../../domain/instant.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Status } from '../../parts/Status.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { cautions, leaving } from './forecast-words.ts';
import { useForecast } from './use-forecast.ts';

const useStyles = makeStyles({ text: { margin: 0 } });

interface ForeseenProps {
  channel: Channel;
  recipients: number;
  /** Null where the windows say nothing of it. */
  load: Load | null;
  /** Null while no moment is chosen. */
  at: Instant | null;
  /** What stands on the screen already. */
  told?: readonly string[];
}

/** What would happen at a moment that the rep has in mind, before anything is queued for it. */
export function Foreseen({ channel, recipients, load, at, told = [] }: ForeseenProps) {
  const styles = useStyles();
  const { clock } = useSurroundings();
  const words = useWords();
  const forecast = useForecast(channel, at === null ? null : load, at);
  const now = clock.now();
  const [first, ...more] = at === null ? [] : leaving(words, channel, forecast, now, at);
  const warned = forecast ? cautions(words, channel, forecast, now, at) : [];
  return (
    <Status>
      {first !== undefined && (
        <p className={styles.text}>
          {words.send.sentence([words.send.summary([words.send.recipients(recipients), first]), ...more])}
        </p>
      )}
      {warned
        .filter((caution) => !told.includes(caution))
        .map((caution) => (
          <Notice key={caution} shape="warning">
            {caution}
          </Notice>
        ))}
    </Status>
  );
}
