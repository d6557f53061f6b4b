/** What was asked for, or what to go on with when the time is up first. */
export function inTime<T>(ended: AbortSignal, asked: Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => resolve(otherwise);
    if (ended.aborted) giveUp();
    ended.addEventListener('abort', giveUp, { once: true });
    asked.then(resolve, reject).finally(() => ended.removeEventListener('abort', giveUp));
  });
}
