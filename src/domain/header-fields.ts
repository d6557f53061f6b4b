/** A header field as it stands in a message: its name in lower case, its value on one line, and all of it with its folds and its end. */
export interface HeaderField {
  name: string;
  value: string;
  raw: string;
}

/** The fields of a header block, in order, without the empty line after it. RFC 5322 2.2, 2.2.3. */
export function fieldsOf(block: string): HeaderField[] {
  const fields = block.match(/[^\r\n]+(\r\n[ \t][^\r\n]*)*(\r\n|$)/g) ?? [];
  return fields.map((raw) => {
    const [, name = '', value = ''] = /^([^:]*?)[ \t]*:(.*)$/s.exec(raw) ?? [];
    return { name: name.toLowerCase(), value: value.replace(/\r\n/g, '').trim(), raw };
  });
}

/**
 * The addresses in the value of a To or Cc field: in angle brackets or without, in groups, beside names of any kind, in
 * letters beyond ASCII (RFC 5322 3.4, RFC 6532). Null when some of it cannot be read.
 */
export function addressesIn(value: string): string[] | null {
  const addresses: string[] = [];
  for (const part of partsOf(value) ?? ['unread']) {
    if (part === '') continue;
    const address = (/<([^<>]*)>$/.exec(part)?.[1] ?? part).trim();
    if (!/^[^\s<>"(),:;@[\]\\]+@[^\s<>"(),:;@[\]\\]+$/.test(address)) return null;
    addresses.push(address);
  }
  return addresses;
}

/** What stands between commas and in groups, without comments and quoted names; a quoted part of an address leaves its mark. Null when one of them has no end. */
function partsOf(value: string): string[] | null {
  const parts: string[] = [];
  let part = '';
  let comments = 0;
  let inQuotes = false;
  let inAngle = false;
  for (let at = 0; at < value.length; at += 1) {
    const letter = value.charAt(at);
    if (letter === '\\' && (inQuotes || comments > 0)) at += 1;
    else if (inQuotes) {
      inQuotes = letter !== '"';
      if (!inQuotes && value.charAt(at + 1) === '@') part += letter;
    } else if (letter === '(') comments += 1;
    else if (comments > 0) comments -= letter === ')' ? 1 : 0;
    else if (letter === '"') inQuotes = true;
    else if (inAngle || !/[,;:]/.test(letter)) {
      inAngle = letter === '<' || (inAngle && letter !== '>');
      part += letter;
    } else {
      // What stands before a colon is a group's name.
      if (letter !== ':') parts.push(part.trim());
      part = '';
    }
  }
  if (comments > 0 || inQuotes || inAngle) return null;
  return [...parts, part.trim()];
}
