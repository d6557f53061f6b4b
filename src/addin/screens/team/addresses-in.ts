/** The addresses of a pasted list: one a line, or as mail programs and spreadsheets part them, with names in front or not. */
export const addressesIn = (typed: string): string[] =>
  typed
    .split(/[\n\r;,\t]+/)
    .map((text) => (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim())
    .filter((text) => text !== '');
