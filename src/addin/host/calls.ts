import { failed, success, type Result } from '../../domain/result.ts';
import type { FromHost, HostFailure } from './host.ts';

/** How Office gives an answer back. */
type Answered<T> = (result: Office.AsyncResult<T>) => void;

/** Turns a call that Office answers by callback into a promise that always settles. */
export type Ask = <T>(call: string, start: (answered: Answered<T>) => void, milliseconds?: number) => FromHost<T>;

// Outlook on the web refuses a fourth call while three are under way (limits page of the Office add-ins documentation).
const AT_ONCE = 3;
const PATIENCE = 10_000;

/**
 * One gate for all asynchronous calls of a pane: at most three at a time, each with our own time-out.
 *
 * The time-out counts from when a call really starts. Some clients never call back, and so never free the call's place:
 * the time-out frees it.
 */
export function createAsk(patience = PATIENCE): Ask {
  let running = 0;
  const waiting: (() => void)[] = [];

  const enter = (): Promise<void> => {
    if (running < AT_ONCE) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((admitted) => waiting.push(admitted));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return async (call, start, milliseconds = patience) => {
    await enter();
    const answer = await answerOf(call, start, milliseconds);
    leave();
    return answer;
  };
}

function answerOf<T>(
  call: string,
  start: (answered: Answered<T>) => void,
  milliseconds: number,
): Promise<Result<T, HostFailure>> {
  return new Promise((settle) => {
    const timer = setTimeout(() => settle(failed({ kind: 'host-timed-out', call })), milliseconds);
    const finish = (result: Result<T, HostFailure>): void => {
      clearTimeout(timer);
      settle(result);
    };
    try {
      start(({ status, value, error }) => {
        // The enum's values are plain strings at run time; naming them here spares the tests a global.
        if (String(status) === 'succeeded') finish(success(value));
        else finish(failed({ kind: 'host-refused', call, code: error?.code ?? 0, message: error?.message ?? '' }));
      });
    } catch (thrown) {
      // Office checks some arguments and permissions before it asks the client, and throws.
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      finish(failed({ kind: 'host-refused', call, code: 0, message }));
    }
  });
}
