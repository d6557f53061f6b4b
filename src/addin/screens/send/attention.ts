/**
 * Tells whenever somebody may look at the pane again after they were elsewhere: it is seen again, it gets the focus, or the
 * pointer comes in from Outlook's own window.
 */
export function onAttention(listener: () => void): () => void {
  const root = document.documentElement;
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  window.addEventListener('focus', listener);
  root.addEventListener('pointerenter', listener);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    window.removeEventListener('focus', listener);
    root.removeEventListener('pointerenter', listener);
    document.removeEventListener('visibilitychange', onVisible);
  };
}
