/** A server's answer. RFC 5321 4.2; enhanced status codes RFC 3463. */
export interface Reply {
  /** Null when the text came without one, as some proxies print it. */
  code: number | null;
  /** `class.subject.detail`, such as 5.7.139. */
  enhanced: string | null;
  /** The server's words, one line each as sent, without the reply code, joined by a newline. */
  text: string;
}

const ENHANCED = /^\s*([245]\.\d{1,3}\.\d{1,3})(?=$|[\s;:,.])/;

/** Reads a whole reply, one or many lines, as received. */
export function parseReply(raw: string): Reply {
  const lines = raw.trimEnd().split(/\r?\n/);
  const code = /^[2-5]\d{2}(?=[ \-;.,:]|$)/.exec(lines[0] ?? '')?.[0] ?? null;
  const words = lines.map((line) =>
    code !== null && line.startsWith(code) ? line.slice(code.length).replace(/^[ \-;.,:]\s?/, '') : line,
  );
  const enhanced = words.map((line) => ENHANCED.exec(line)?.[1]).find(Boolean) ?? null;
  return { code: code === null ? null : Number(code), enhanced, text: words.join('\n').trim() };
}

/** The reply as one would read it in a log: `535 5.7.139 Authentication unsuccessful, …`. */
export const formatReply = (reply: Reply): string =>
  (reply.code === null ? reply.text : `${reply.code} ${reply.text}`).trim();
