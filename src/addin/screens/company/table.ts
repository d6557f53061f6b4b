/**
 * Rows and columns as spreadsheets take them from the clipboard: tabs and line ends between, quotes where a cell has one of
 * those. A cell that would begin a formula gets an apostrophe in front: whoever names oneself "=HYPERLINK(…)" shall not
 * run in an administrator's Excel. Source: OWASP, "CSV Injection".
 */
export const asTable = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => quoted(harmless(cell))).join('\t')).join('\r\n');

const harmless = (cell: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string): string => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
