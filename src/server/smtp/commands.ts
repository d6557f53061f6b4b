import type { Extensions } from './extensions.ts';
import type { MailPath } from './mail-path.ts';

/** Begins a message; `bytes` null when there will be none. RFC 5321 4.1.1.2, RFC 1870, RFC 6152, RFC 6531. */
export function mailCommand(
  { path }: MailPath,
  { bytes, beyondAscii }: { bytes: number | null; beyondAscii: boolean },
  { keywords }: Extensions,
): string {
  const parameters = [
    bytes !== null && keywords.has('SIZE') ? ` SIZE=${bytes}` : '',
    beyondAscii && keywords.has('8BITMIME') ? ' BODY=8BITMIME' : '',
    beyondAscii ? ' SMTPUTF8' : '',
  ];
  return `MAIL FROM:<${path}>${parameters.join('')}`;
}

/** Names a recipient. RFC 5321 4.1.1.3. */
export const rcptCommand = ({ path }: MailPath): string => `RCPT TO:<${path}>`;
