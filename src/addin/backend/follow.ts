import { endpoints } from '../../contract/endpoints.ts';
import type { Change } from '../../contract/shapes.ts';
import { parsed } from './answer.ts';
import { eventDataOf } from './events.ts';
import type { Open } from './http.ts';

interface Needs {
  open: Open;
  /** Called when the rep has signed in: what was waiting for that goes on. */
  wakers: Set<() => void>;
}

const SHORTEST = 1_000;
const LONGEST = 30_000;
const SILENCE = 90_000;
/** A connection that held for so long is no proof against the next one. */
const HELD = 10_000;

/**
 * Follows the server's events until told to stop. Connected is what has let a first byte through: some proxies keep it
 * all until the reply is over. Between connections that did not hold it waits a little longer each time.
 */
export async function follow(
  { open, wakers }: Needs,
  onChange: (change: Change) => void,
  onConnection: (connected: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  let connected: boolean | null = null;
  const tell = (now: boolean): void => {
    if (connected !== now && !signal.aborted) onConnection(now);
    connected = now;
  };

  for (let wait = SHORTEST; !signal.aborted; wait = Math.min(wait * 2, LONGEST)) {
    const { method, path } = endpoints.followChanges;
    const opened = await open({ method, path, signal });
    if (opened.ok) opened.value.arrived();
    if (opened.ok && opened.value.response.ok && opened.value.response.body) {
      const since = performance.now();
      await readChanges(opened.value.response.body, onChange, () => tell(true));
      if (performance.now() - since > HELD) wait = SHORTEST;
    }
    if (opened.ok) opened.value.over();
    tell(false);
    // Without a sign-in there is nothing to try again until the rep has signed in.
    const idle = !opened.ok && opened.failure.kind === 'not-signed-in';
    await pause(idle ? null : wait * (0.5 + Math.random()), wakers, signal);
  }
}

async function readChanges(
  body: ReadableStream<Uint8Array>,
  onChange: (change: Change) => void,
  heard: () => void,
): Promise<void> {
  try {
    for await (const data of eventDataOf(body, SILENCE, heard)) {
      // A change that this pane does not know is for a newer one.
      const change = parsed(endpoints.followChanges.reply, 200, data);
      if (change.ok) onChange(change.value);
    }
  } catch {
    // The connection broke: that is what the next one is for.
  }
}

/** Ends after so many milliseconds (null: never), when woken, or when told to stop. */
function pause(milliseconds: number | null, wakers: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    const end = (): void => {
      clearTimeout(timer);
      wakers.delete(end);
      signal.removeEventListener('abort', end);
      settle();
    };
    const timer = milliseconds === null ? undefined : setTimeout(end, milliseconds);
    wakers.add(end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
