/** What the promise gives, or null when it has given nothing after so many milliseconds. A rejection stays one. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const nothing = new Promise<null>((settle) => {
    timer = setTimeout(() => settle(null), milliseconds);
  });
  try {
    return await Promise.race([promise, nothing]);
  } finally {
    clearTimeout(timer);
  }
}
