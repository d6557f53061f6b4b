import { useEffect, useRef, useState } from 'react';
import type { Forecast, UsageReport } from '../../../contract/shapes.ts';
import { SECOND, type Instant } from '../../../domain/instant.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import { useVisible } from '../known/use-visible.ts';

/** The minute's window moves by itself, so it is read anew now and then. */
const ASK_AGAIN = 20 * SECOND;
/** A queue moves many times a second: no eye follows, and the server has other things to do. */
const AT_MOST = 2 * SECOND;

export interface Standing {
  report: UsageReport;
  /** What would happen to one message more: it leaves when all that waits has left. Null while nobody can say. */
  next: Forecast | null;
}

interface Read {
  channelId: string;
  at: Instant;
  /** What of the outbox it was read for. */
  of: string;
  standing: Standing | null;
}

/** How a channel's mailbox stands against its limits; null until known. Read again when mail has moved, while somebody looks. */
export function useUsage(channelId: string | null): Standing | null {
  const { backend, clock } = useSurroundings();
  const { messages, channels, trouble } = useKnowledge().known;
  const quiet = !useVisible() || trouble?.kind === 'not-signed-in';
  const [read, setRead] = useState<Read | null>(null);
  const asking = useRef(false);
  const pausedUntil = channels?.find(({ id }) => id === channelId)?.pause?.until ?? '';
  const moved = [pausedUntil, ...messages.map(({ id, state, dueAt }) => [id, state, dueAt].join(' '))].join();

  useEffect(() => {
    if (channelId === null || quiet || asking.current) return;
    const before = read?.channelId === channelId ? read : null;
    const ask = async () => {
      asking.current = true;
      const params = { id: channelId };
      const [report, next] = await Promise.all([
        backend.ask('showUsage', { params }),
        backend.ask('forecast', { params, query: { recipients: 1 } }),
      ]);
      asking.current = false;
      const standing = report.ok ? { report: report.value, next: next.ok ? next.value : null } : before?.standing;
      setRead({ channelId, at: clock.now(), of: moved, standing: standing ?? null });
    };
    const due = before === null ? 0 : before.at + (before.of === moved ? ASK_AGAIN : AT_MOST);
    if (due > clock.now()) return clock.after(due - clock.now(), () => void ask());
    void ask();
    return;
  }, [backend, clock, channelId, moved, read, quiet]);

  return read?.channelId === channelId ? read.standing : null;
}
