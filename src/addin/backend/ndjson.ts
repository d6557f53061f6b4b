import { linesOf } from './lines.ts';

/** One JSON text a line, as they arrive. */
export async function* jsonLinesOf(body: ReadableStream<Uint8Array>, silence: number): AsyncGenerator<string> {
  for await (const line of linesOf(body, silence)) if (line.trim() !== '') yield line;
}
