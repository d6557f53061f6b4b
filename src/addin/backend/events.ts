import { linesOf } from './lines.ts';

/**
 * The data of each server-sent event, as they arrive (HTML Living Standard, 9.2.6). Comments keep the connection alive
 * and are left out. EventSource cannot carry a token, hence this. `heard` is called at each line, comments too.
 */
export async function* eventDataOf(
  body: ReadableStream<Uint8Array>,
  silence: number,
  heard: () => void,
): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of linesOf(body, silence)) {
    heard();
    if (line === '') {
      if (data.length > 0) yield data.join('\n');
      data = [];
    } else if (line.startsWith('data:')) {
      data.push(line.slice(5).replace(/^ /, ''));
    }
  }
}
