import { SECOND } from '../../domain/instant.ts';
import { mend, type Finding } from './finding.ts';

/** Something to look at, by itself: whatever becomes of it, the others go on. */
export interface Check {
  about: string;
  /** How long it may take, in milliseconds. */
  lasts: number;
  /** Hangs up when the signal aborts; may throw. */
  run(signal: AbortSignal): Finding[] | Promise<Finding[]>;
}

/** Looks at everything side by side, and tells it in the order of the checks. */
export async function examine(checks: readonly Check[]): Promise<Finding[]> {
  return (await Promise.all(checks.map(outcome))).flat();
}

async function outcome({ about, lasts, run }: Check): Promise<Finding[]> {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Finding[]>((resolve) => {
    timer = setTimeout(() => {
      const found = `There is no answer after ${Math.round(lasts / SECOND)} seconds.`;
      resolve([mend(about, found, 'See that this machine reaches it, and that no firewall swallows what is sent.')]);
      stopping.abort();
    }, lasts);
  });
  try {
    return await Promise.race([tooLong, (async () => run(stopping.signal))()]);
  } catch (error) {
    return [mend(about, `It could not be looked at: ${saidBy(error)}.`, null)];
  } finally {
    clearTimeout(timer);
  }
}

/** An error in its own words, without a full stop. Node gives several addresses' errors as one that says nothing itself. */
export function saidBy(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(saidBy).join('; ');
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.trim().replace(/\.+$/, '');
}
