import type { Clock, Keep } from './surroundings.ts';

export const browserClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Puts a text on the clipboard; false where the browser, or the frame the pane is in, does not let it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Wraps a browser storage. Even reaching for it throws where storage is denied, hence the function. */
export function keepIn(storage: () => Storage): Keep {
  return {
    read(key) {
      try {
        const kept = storage().getItem(key);
        return kept === null ? null : (JSON.parse(kept) as unknown);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        if (value === null) storage().removeItem(key);
        else storage().setItem(key, JSON.stringify(value));
      } catch {
        // Denied or full: the pane works without.
      }
    },
  };
}
