import { useSyncExternalStore } from 'react';

const isVisible = (): boolean => document.visibilityState === 'visible';

function onChange(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
  };
}

/** Whether anybody can see the pane: a browser tab in the background cannot be seen. */
export const useVisible = (): boolean => useSyncExternalStore(onChange, isVisible);
