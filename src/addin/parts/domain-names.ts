import punycode from 'punycode/punycode.js';
import { mayDeceive } from '../../domain/deceptive-name.ts';

/** A server's name as the DNS has it, by the browser's own rules; as it is where they know no such name. */
export function asciiName(name: string): string {
  const url = `https://${name}`;
  return URL.canParse(url) ? new URL(url).hostname : name;
}

/** An address, a name or `*.` and one, as people write it: its domain in its own letters, in ASCII only where it may pass for another. Not for what is to be pasted somewhere. */
export function inLetters(text: string): string {
  const start = text.startsWith('*.') ? 2 : text.lastIndexOf('@') + 1;
  const domain = text.slice(start).toLowerCase();
  if (!/(^|\.)xn--/.test(domain)) return text;
  const written = decoded(domain);
  // What the browser reads as another domain, or as none, is no name of this one.
  return written !== null && !mayDeceive(written) && asciiName(written) === domain
    ? text.slice(0, start) + written
    : text;
}

function decoded(domain: string): string | null {
  try {
    return punycode.toUnicode(domain);
  } catch {
    return null;
  }
}
