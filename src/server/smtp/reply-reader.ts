import { parseReply, type Reply } from '../../domain/reply.ts';

/** RFC 5321 4.5.3.1.5 allows 512 octets a line; some providers print links longer than that. */
const LONGEST_LINE = 2_000;
const MOST_LINES = 128;
const LF = 0x0a;
const NOTHING = new Uint8Array(0);
const utf8 = new TextDecoder();

const LINE = /^([2-5]\d\d)(?:([ -])|$)/;
// What a name in a log or a database must not hold, and no reply needs: control characters but the tab.
const CONTROL = /[\p{Cc}]/gu;

/** Makes replies out of what a server sends, in pieces of any size. Source: RFC 5321 4.2. */
export class ReplyReader {
  #rest: Uint8Array = NOTHING;
  #lines: string[] = [];

  /** Whether part of a reply has been read, but not its end. */
  get midway(): boolean {
    return this.#rest.length > 0 || this.#lines.length > 0;
  }

  /** The replies that these bytes complete; a sentence when they are not replies at all. */
  push(bytes: Uint8Array): { replies: Reply[]; fault: string | null } {
    const replies: Reply[] = [];
    let pending = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    for (let end = pending.indexOf(LF); end !== -1; end = pending.indexOf(LF)) {
      if (end > LONGEST_LINE) return { replies, fault: 'a reply line without end' };
      const fault = this.#take(pending.subarray(0, end), replies);
      if (fault !== null) return { replies, fault };
      pending = pending.subarray(end + 1);
    }
    this.#rest = pending.length === 0 ? NOTHING : new Uint8Array(pending);
    return { replies, fault: pending.length > LONGEST_LINE ? 'a reply line without end' : null };
  }

  #take(bytes: Uint8Array, replies: Reply[]): string | null {
    // Not UTF-8 at all in some replies: what cannot be read becomes U+FFFD instead of an error.
    const line = utf8
      .decode(bytes)
      .replace(/\r$/, '')
      .replace(CONTROL, (character) => (character === '\t' ? '\t' : ' '));
    const [, code, more] = LINE.exec(line) ?? [];
    if (code === undefined) return 'something other than a mail server’s reply';
    if (this.#lines.length > 0 && !this.#lines[0]?.startsWith(code)) return 'a reply with two different codes';
    if (this.#lines.length === MOST_LINES) return 'a reply without end';
    this.#lines.push(line);
    if (more !== '-') {
      replies.push(parseReply(this.#lines.join('\r\n')));
      this.#lines = [];
    }
    return null;
  }
}
