/**
 * A cell of which no spreadsheet runs anything: an apostrophe stands in front of what would begin a formula, also behind what
 * one that parts its cells otherwise takes for the end of a cell. So whoever names oneself "=HYPERLINK(…)" does not run in an
 * administrator's Excel. Source: OWASP, "CSV Injection".
 */
export const harmless = (cell: string): string =>
  cell.replace(/(^|[;\t]|[\r\n]+)([^\S\r\n]*[=+\-@＝＋－＠])/g, "$1'$2");
