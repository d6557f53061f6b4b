const CR = 0x0d;
const LF = 0x0a;
const DOT = 0x2e;
const bytesOf = { cr: Buffer.from('\r'), lf: Buffer.from('\n'), dot: Buffer.from('.') };

/**
 * Makes of a message's content, given in pieces, what goes over the wire: a dot before each line that begins with one
 * (RFC 5321 4.5.2). A CR or LF alone becomes CRLF (RFC 5321 2.3.8): left as it is, two servers may disagree on where the
 * message ends, and the rest of it be read as commands.
 */
export class DotStuffing {
  #last = LF;

  /** The next piece as it goes. */
  push(piece: Uint8Array): Uint8Array {
    const dotted = this.#last === LF && piece[0] === DOT;
    if (this.#last !== CR && !dotted && isPlain(piece)) {
      this.#last = piece.at(-1) ?? this.#last;
      return piece;
    }
    const parts: Uint8Array[] = [];
    let from = 0;
    let last = this.#last;
    const insert = (part: Uint8Array, at: number): void => {
      parts.push(piece.subarray(from, at), part);
      from = at;
    };
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      if (last === CR && byte !== LF) {
        insert(bytesOf.lf, at);
        last = LF;
      }
      if (byte === LF && last !== CR) insert(bytesOf.cr, at);
      if (byte === DOT && last === LF) insert(bytesOf.dot, at);
      last = byte;
    }
    this.#last = last;
    parts.push(piece.subarray(from));
    return Buffer.concat(parts);
  }

  /** What ends the message: its last line end, if it had none, and the final dot. */
  end(): string {
    if (this.#last === LF) return '.\r\n';
    return this.#last === CR ? '\n.\r\n' : '\r\n.\r\n';
  }
}

/** Whether all line ends in it are CRLF, and no dot follows them: nearly every piece, and searching is faster than looking at each byte. */
function isPlain(piece: Uint8Array): boolean {
  let cr = piece.indexOf(CR);
  for (let lf = piece.indexOf(LF); lf !== -1; lf = piece.indexOf(LF, lf + 1)) {
    if (lf === 0 || cr !== lf - 1 || piece[lf + 1] === DOT) return false;
    cr = piece.indexOf(CR, lf + 1);
  }
  return cr === -1;
}
