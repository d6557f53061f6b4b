/** What a page of ours keeps for the next one in the same window; a token stands in no address, which browsers keep. */
type Kept = 'in-dialog' | 'said';

const keyOf = (what: Kept): string => `postlane.${what}`;

/** Throws where the browser denies storage. */
export const keepInWindow = (what: Kept, value: string): void => sessionStorage.setItem(keyOf(what), value);

/** Null when nothing was kept, and in a hidden frame, which browsers keep from all storage. */
export function keptInWindow(what: Kept): string | null {
  try {
    return sessionStorage.getItem(keyOf(what));
  } catch {
    return null;
  }
}

export const forgetInWindow = (what: Kept): void => sessionStorage.removeItem(keyOf(what));
