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

/** Keeps it for as long as the window is away, which is where the work ends in null; however else it ends, it is forgotten. */
export async function keptWhileAway<T>(what: Kept, value: string, work: () => Promise<T | null>): Promise<T | null> {
  keepInWindow(what, value);
  let isAway = false;
  try {
    const end = await work();
    isAway = end === null;
    return end;
  } finally {
    if (!isAway) forgetInWindow(what);
  }
}

export const forgetInWindow = (what: Kept): void => sessionStorage.removeItem(keyOf(what));
