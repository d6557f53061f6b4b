import type { Reply } from './reply.ts';

/** A few lines of RFC 5321 4.5.3.1.5's 512 octets: a server that says more says nothing more, and must not keep us reading. */
const CHARACTERS = 4_096;

/** `code enhanced words` on one line: no enhanced code twice, no mailboxes, no server's name in brackets at the end. */
export function lineOf({ code, enhanced, text }: Reply): string {
  const words = text
    .slice(0, CHARACTERS)
    .split('\n')
    .map((line) => withoutLeading(line.trim(), enhanced))
    .join(' ')
    .replace(/’/g, "'")
    .replace(/(\s*\[[^\]]*\])+\s*$/, '')
    .replace(/<(?!https?:)[^<>\s]*>/gi, '<>')
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '<>');
  return [code, enhanced, words]
    .filter((part) => part !== null)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const withoutLeading = (line: string, enhanced: string | null): string =>
  enhanced !== null && line.startsWith(enhanced) ? line.slice(enhanced.length) : line;
