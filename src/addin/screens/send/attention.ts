let isPressed = false;
const waiting: (() => void)[] = [];

function onPress(): void {
  isPressed = true;
}

/** The click comes right after the pointer is let go: what waits for it has the next turn. */
function onLetGo(): void {
  isPressed = false;
  setTimeout(() => {
    for (const go of waiting.splice(0)) go();
  });
}

/**
 * Resolves once no pointer is held down. The press that brings the pane the focus is the click on “Send” too: what is read by it must
 * not move the button from under the pointer.
 */
export const released = (): Promise<void> =>
  isPressed ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();

/**
 * Tells whenever somebody may look at the pane again after they were elsewhere: it is seen again, it gets the focus, or the
 * pointer comes in from Outlook's own window.
 */
export function onAttention(listener: () => void): () => void {
  const root = document.documentElement;
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  window.addEventListener('pointerdown', onPress, true);
  window.addEventListener('pointerup', onLetGo, true);
  window.addEventListener('pointercancel', onLetGo, true);
  window.addEventListener('focus', listener);
  root.addEventListener('pointerenter', listener);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    window.removeEventListener('pointerdown', onPress, true);
    window.removeEventListener('pointerup', onLetGo, true);
    window.removeEventListener('pointercancel', onLetGo, true);
    onLetGo();
    window.removeEventListener('focus', listener);
    root.removeEventListener('pointerenter', listener);
    document.removeEventListener('visibilitychange', onVisible);
  };
}
