import { harmless } from '../../../domain/spreadsheet.ts';

/** Rows and columns as spreadsheets take them from the clipboard: tabs and line ends between, quotes where a cell has one of those. */
export const asTable = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => quoted(harmless(cell))).join('\t')).join('\r\n');

const quoted = (cell: string): string => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
