const CR = 0x0d;
const LF = 0x0a;
const DOT = 0x2e;
const CRLF = Buffer.from('\r\n');
const bytesOf = { cr: CRLF.subarray(0, 1), lf: CRLF.subarray(1), dot: Buffer.from('.') };

/**
 * The content as it goes over the wire: a dot before each line that begins with one (RFC 5321 4.5.2), and a line end at the
 * very end. A CR or LF alone becomes CRLF (RFC 5321 2.3.8): left as it is, two servers may disagree on where the message
 * ends, and the rest of it be read as commands.
 */
export async function* dotStuffed(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let last = LF;
  for await (const chunk of content) {
    const pieces: Uint8Array[] = [];
    let from = 0;
    const insert = (piece: Uint8Array, at: number): void => {
      pieces.push(chunk.subarray(from, at), piece);
      from = at;
    };
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (last === CR && byte !== LF) {
        insert(bytesOf.lf, at);
        last = LF;
      }
      if (byte === LF && last !== CR) insert(bytesOf.cr, at);
      if (byte === DOT && last === LF) insert(bytesOf.dot, at);
      last = byte;
    }
    pieces.push(chunk.subarray(from));
    yield pieces.length === 1 ? chunk : Buffer.concat(pieces);
  }
  if (last === CR) yield bytesOf.lf;
  else if (last !== LF) yield CRLF;
}
