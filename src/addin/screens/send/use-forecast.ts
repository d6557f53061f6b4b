import { useEffect, useRef, useState } from 'react';
import type { Channel, Forecast } from '../../../contract/shapes.ts';
import type { Load } from '../../../domain/forecast.ts';
import { SECOND, type Instant } from '../../../domain/instant.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

/** A rep who adds one recipient often adds another. */
const TYPING = 300;
/** The windows move by themselves, so it is asked anew now and then. */
const ASK_AGAIN = 20 * SECOND;
/** A queue moves many times a second: no eye follows, and the server has other things to do. */
const AT_MOST = 2 * SECOND;

interface Answered {
  /** The channel and the load it was asked for. */
  question: string;
  /** Which time it was asked. */
  round: number;
  at: Instant;
  /** What of the outbox it was asked at. */
  of: string;
  forecast: Forecast | null;
}

/**
 * What would happen to this load if it were sent now, or at a moment; null while nobody knows. The last question's answer
 * counts, and nothing waits for it. Of now it is asked again and again, of a moment once.
 */
export function useForecast({ id, pause }: Channel, load: Load | null, sendAt: Instant | null): Forecast | null {
  const { backend, clock } = useSurroundings();
  const { messages: known } = useKnowledge().known;
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [round, setRound] = useState(0);
  const asked = useRef<string | null>(null);
  const { recipients = 0, messages = 0 } = load ?? {};
  const question = [id, recipients, messages, sendAt ?? ''].join(' ');
  const moved = [pause?.until ?? '', ...known.map((message) => message.id + message.state)].join();
  const latest = useRef(moved);

  useEffect(() => {
    latest.current = moved;
  }, [moved]);

  // A question under way is answered, whatever moves meanwhile; only another one takes its place.
  useEffect(() => {
    if (recipients === 0) return;
    const stop = new AbortController();
    const ask = async () => {
      asked.current = question;
      const [at, of] = [clock.now(), latest.current];
      const answer = await backend.ask('forecast', {
        params: { id },
        query: { recipients, messages, ...(sendAt !== null && { sendAt }) },
        signal: stop.signal,
      });
      if (!stop.signal.aborted) setAnswered({ question, round, at, of, forecast: answer.ok ? answer.value : null });
    };
    const isTyped = asked.current !== null && asked.current !== question;
    const cancel = isTyped ? clock.after(TYPING, () => void ask()) : void ask();
    return () => {
      stop.abort();
      cancel?.();
    };
  }, [backend, clock, id, recipients, messages, sendAt, question, round]);

  useEffect(() => {
    // No answer yet to what is asked now: it is not asked anew.
    if (recipients === 0 || sendAt !== null || answered?.question !== question || answered.round !== round) return;
    const due = answered.at + (answered.of === moved ? ASK_AGAIN : AT_MOST);
    return clock.after(Math.max(0, due - clock.now()), () => {
      setRound((count) => count + 1);
    });
  }, [clock, answered, moved, question, recipients, round, sendAt]);

  return load !== null && answered?.question === question ? answered.forecast : null;
}
