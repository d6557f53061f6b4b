import { useEffect, useRef, useState } from 'react';
import type { Channel, Forecast } from '../../../contract/shapes.ts';
import type { Load } from '../../../domain/forecast.ts';
import { SECOND } from '../../../domain/instant.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

/** A rep who adds one recipient often adds another. */
const TYPING = 300;
/** The windows move by themselves, so it is asked anew now and then. */
const ASK_AGAIN = 20 * SECOND;

/** What would happen to this load; null while nobody knows. The last question's answer counts, and nothing waits for it. */
export function useForecast({ id, pause }: Channel, load: Load | null): Forecast | null {
  const { backend, clock } = useSurroundings();
  const { messages: known } = useKnowledge().known;
  const [answered, setAnswered] = useState<{ id: string; forecast: Forecast } | null>(null);
  const [round, setRound] = useState(0);
  const asked = useRef(false);
  const moved = known.map((message) => message.id + message.state).join();
  const { recipients = 0, messages = 0 } = load ?? {};

  useEffect(() => {
    if (recipients === 0) return;
    const stop = new AbortController();
    const ask = async () => {
      asked.current = true;
      const answer = await backend.ask('forecast', {
        params: { id },
        query: { recipients, messages },
        signal: stop.signal,
      });
      if (!stop.signal.aborted) setAnswered(answer.ok ? { id, forecast: answer.value } : null);
    };
    const cancels = [
      clock.after(ASK_AGAIN, () => {
        setRound((count) => count + 1);
      }),
    ];
    if (asked.current) cancels.push(clock.after(TYPING, () => void ask()));
    else void ask();
    return () => {
      stop.abort();
      for (const cancel of cancels) cancel();
    };
  }, [backend, clock, id, recipients, messages, moved, pause?.until, round]);

  return load !== null && answered?.id === id ? answered.forecast : null;
}
