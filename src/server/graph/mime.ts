import { domainToASCII } from 'node:url';
import { addressedTo } from '../../domain/addressed-to.ts';

/** A message as Graph takes it: MIME in base64, the recipients in its header. */
export interface GraphMessage {
  body: AsyncIterable<Uint8Array>;
  /** How long the body is. */
  bytes: number;
}

const END_OF_HEADER = '\r\n\r\n';
const LINE_END = 2;

/** Reads a content of so many bytes as far as its header, which is made to name exactly these recipients; throws when it cannot be read. */
export async function graphMessage(
  content: AsyncIterable<Uint8Array>,
  bytes: number,
  recipients: readonly string[],
): Promise<GraphMessage> {
  const pieces = content[Symbol.asyncIterator]();
  let read = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const { done, value } = await pieces.next();
    if (done === true) break;
    read = Buffer.concat([read, value]);
    end = read.indexOf(END_OF_HEADER);
  }
  const header = read.subarray(0, end < 0 ? read.length : end + LINE_END);
  const addressed = Buffer.from(addressedTo(header.toString('utf8'), recipients, domainToASCII), 'utf8');
  async function* mime(): AsyncGenerator<Uint8Array> {
    try {
      yield addressed;
      yield read.subarray(header.length);
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.();
    }
  }
  return { body: inBase64(mime()), bytes: base64Length(bytes - header.length + addressed.length) };
}

const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;

async function* inBase64(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const piece of pieces) {
    const all = Buffer.concat([rest, piece]);
    const whole = all.length - (all.length % 3);
    if (whole > 0) yield Buffer.from(all.toString('base64', 0, whole), 'latin1');
    rest = all.subarray(whole);
  }
  if (rest.length > 0) yield Buffer.from(Buffer.from(rest).toString('base64'), 'latin1');
}
