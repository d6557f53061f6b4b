/** TXT records by the name they stand at, as far as they were asked for; null where nobody answered. */
export type DnsTexts = ReadonlyMap<string, readonly string[] | null>;

/** What a record says by its tags, as `v=DMARC1; p=none`: names in lower case (RFC 6376 3.2). */
export function tagsOf(record: string): ReadonlyMap<string, string> {
  const tags = record.split(';').map((part) => part.split(/=(.*)/s));
  return new Map(tags.map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim()]));
}
