/**
 * The lines of a body as they arrive, empty ones too, without their ends.
 *
 * Ends early when nothing has come for so many milliseconds: a connection that died unnoticed gives no error either.
 */
export async function* linesOf(body: ReadableStream<Uint8Array>, silence: number): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      timer = setTimeout(() => void reader.cancel().catch(() => undefined), silence);
      const { done, value } = await reader.read();
      clearTimeout(timer);
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split(/\r?\n/);
      rest = lines.pop() ?? '';
      yield* lines;
      if (done) break;
    }
    if (rest !== '') yield rest;
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => undefined);
  }
}
