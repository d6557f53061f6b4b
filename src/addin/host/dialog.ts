import { failed, success, type Result } from '../../domain/result.ts';
import type { WindowFailure } from './host.ts';

/** As long as our server waits for somebody to sign in. */
const LASTS = 10 * 60_000;
/** Percent of the screen: room for a sign-in page, and the mail client stays in sight. */
const SIZE = { width: 35, height: 65 };

/** DisplayDialogAsync and its events say why by number. Source: Microsoft Learn, "Handle errors and events in the Office dialog box". */
const BY_CODE: Partial<Record<number, 'window-closed' | 'window-busy' | 'window-blocked'>> = {
  12006: 'window-closed',
  12007: 'window-busy',
  12009: 'window-closed',
  12011: 'window-blocked',
};

type Told = Result<string, WindowFailure>;

/**
 * Opens a page of our own in a window of its own, and waits for the first thing it says. The rep may take long to let it
 * open, and to finish there; a window that nobody finishes is closed and counts as closed.
 */
export function openWindow(
  office: typeof Office,
  url: string,
  signal: AbortSignal,
  milliseconds = LASTS,
): Promise<Told> {
  const ui: Partial<Office.UI> | undefined = office.context.ui;
  if (!ui?.displayDialogAsync) return Promise.resolve(failed({ kind: 'host-unsupported', call: CALL }));
  return new Promise((settle) => {
    let dialog: Office.Dialog | null = null;
    let isOver = false;
    const end = (told: Told): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      // Told first: what closing does, or throws, changes nothing any more.
      settle(told);
      close(dialog);
    };
    const giveUp = (): void => end(failed({ kind: 'window-closed' }));
    const timer = setTimeout(giveUp, milliseconds);
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) return giveUp();

    const hear = (event: DialogEvent): void => {
      if ('error' in event) return end(failed(failureOf(event.error, '')));
      // Below DialogOrigin 1.1 it is not told; Office lets pages of this origin speak and no others.
      if (event.origin === undefined || event.origin === new URL(url).origin) end(success(event.message));
    };
    try {
      // Not in a frame of the client's: identity providers refuse to be shown in one.
      ui.displayDialogAsync?.(url, { ...SIZE, displayInIframe: false }, ({ status, value, error }) => {
        if (String(status) !== 'succeeded') return end(failed(failureOf(error?.code ?? 0, error?.message ?? '')));
        // It was given up while the rep was still asked whether it may open.
        if (isOver) return close(value);
        dialog = value;
        value.addEventHandler(office.EventType.DialogMessageReceived, hear);
        value.addEventHandler(office.EventType.DialogEventReceived, hear);
      });
    } catch (thrown) {
      end(failed(failureOf(0, thrown instanceof Error ? thrown.message : String(thrown))));
    }
  });
}

const CALL = 'displayDialogAsync';

/** One that has gone already may say so by throwing. */
function close(dialog: Office.Dialog | null): void {
  try {
    dialog?.close();
  } catch {
    // There is nothing left to close.
  }
}

type DialogEvent = { message: string; origin: string | undefined } | { error: number };

function failureOf(code: number, message: string): WindowFailure {
  const kind = BY_CODE[code];
  return kind === undefined ? { kind: 'host-refused', call: CALL, code, message } : { kind };
}
