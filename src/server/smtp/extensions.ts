import type { Reply } from '../../domain/reply.ts';

/** What a server said it can do, in its answer to EHLO. Source: RFC 5321 4.1.1.1. */
export interface Extensions {
  /** Upper-cased keywords: STARTTLS, PIPELINING, 8BITMIME, SMTPUTF8, CHUNKING, ENHANCEDSTATUSCODES … */
  keywords: ReadonlySet<string>;
  /** SASL mechanisms, upper-cased, RFC 4954. */
  mechanisms: readonly string[];
  /** The largest message in bytes, RFC 1870; null when none is named. */
  size: number | null;
}

/** Reads the answer to EHLO; its first line is the server's name and no extension. */
export function parseExtensions(reply: Reply): Extensions {
  const keywords = new Set<string>();
  const mechanisms = new Set<string>();
  let size: number | null = null;
  for (const line of reply.text.split('\n').slice(1)) {
    // `AUTH=LOGIN` is how servers of the last century, and their heirs, say AUTH LOGIN.
    const [keyword = '', ...parameters] = line
      .trim()
      .toUpperCase()
      .split(/[\s=]+/);
    keywords.add(keyword);
    if (keyword === 'AUTH') for (const mechanism of parameters) mechanisms.add(mechanism);
    // Zero means without a fixed limit.
    if (keyword === 'SIZE' && /^[1-9]\d{0,14}$/.test(parameters[0] ?? '')) size = Number(parameters[0]);
  }
  return { keywords, mechanisms: [...mechanisms], size };
}
