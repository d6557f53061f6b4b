import { addressesIn, fieldsOf } from './header-fields.ts';

/** Where a message goes to whom its headers name: these are what a server goes by that gets no envelope. */
const VISIBLE = ['to', 'cc'];
/** RFC 5322 3.6.3 and 3.6.6: all by which a server could reach somebody. */
const NAMING = [...VISIBLE, 'bcc', 'resent-to', 'resent-cc', 'resent-bcc'];
/** RFC 5322 3.4: a group without members. */
const NOBODY_NAMED = 'To: undisclosed-recipients:;\r\n';

/**
 * A message's header block, made to name exactly these recipients, at the front in Bcc those whom To and Cc do not name. Where
 * To or Cc name somebody else besides, or cannot be read, they are left out, and all are in Bcc: a part of the recipients
 * must not bring the others the message again.
 *
 * `block` and the outcome are without the empty line at the end; `toASCII` is that of a domain (RFC 5890).
 */
export function addressedTo(block: string, recipients: readonly string[], toASCII: (domain: string) => string): string {
  const keyOf = (address: string): string => {
    const at = address.lastIndexOf('@');
    const domain = address.slice(at + 1);
    // A domain that has no ASCII form is itself, and nobody else's.
    return `${address.slice(0, at)}@${toASCII(domain) || domain}`.toLowerCase();
  };
  const fields = fieldsOf(block);
  const named = fields.filter(({ name }) => VISIBLE.includes(name)).map(({ value }) => addressesIn(value));
  const meant = new Set(recipients.map(keyOf));
  const keys = new Set(named.flatMap((addresses) => addresses ?? []).map(keyOf));
  const isOurs = named.every((addresses) => addresses !== null) && [...keys].every((key) => meant.has(key));
  const hidden = isOurs ? recipients.filter((recipient) => !keys.has(keyOf(recipient))) : recipients;
  const kept = fields.filter(({ name }) => !NAMING.includes(name) || (isOurs && VISIBLE.includes(name)));
  return [
    hidden.length === 0 ? '' : `Bcc: ${hidden.join(',\r\n ')}\r\n`,
    isOurs ? '' : NOBODY_NAMED,
    ...kept.map(({ raw }) => (raw.endsWith('\r\n') ? raw : `${raw}\r\n`)),
  ].join('');
}
