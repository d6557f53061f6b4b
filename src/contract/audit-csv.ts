import type { Audited, AuditEntry, NotedChannel } from '../domain/audit.ts';
import { harmless } from '../domain/spreadsheet.ts';

/** What a line tells, in this order; one that is there stays where it is, and others come behind it. */
const COLUMNS = [
  'id',
  'at',
  'byId',
  'byName',
  'byAddress',
  'kind',
  'personId',
  'address',
  'providerId',
  'host',
  'domain',
  'policy',
  'before',
  'after',
  'colleagues',
  'messages',
  'mail',
  'to',
] as const;
type Cells = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/** How a file of the audit log begins: a mark by which Excel reads UTF-8, and the names of the columns. */
export const AUDIT_CSV_HEAD = `\u{FEFF}${line(COLUMNS)}`;

/** An entry as a line of CSV (RFC 4180), in which no spreadsheet finds a formula. What a policy was and is stands there as JSON. */
export function auditCsvLine({ id, at, by, what }: AuditEntry): string {
  const cells: Cells = {
    id,
    // In UTC, as spreadsheets of any region read a moment.
    at: new Date(at).toISOString().slice(0, 19).replace('T', ' '),
    ...{ byId: by.objectId, byName: by.name, byAddress: by.address },
    kind: what.kind,
    ...cellsOf(what),
  };
  return line(COLUMNS.map((column) => String(cells[column] ?? '')));
}

function cellsOf(what: Audited): Cells {
  switch (what.kind) {
    case 'policy-changed': {
      const { policy, before, after } = what.change;
      return { policy, before: JSON.stringify(before), after: JSON.stringify(after) };
    }
    case 'channel-stopped':
    case 'channel-let-go':
      return ofChannel(what.channel);
    case 'channel-removed':
      return { ...ofChannel(what.channel), colleagues: what.colleagues };
    case 'channel-shared': {
      const [before, after] = [what.before, what.after].map((domains) => JSON.stringify(domains));
      return { ...ofChannel(what.channel), before, after, colleagues: what.colleagues };
    }
    case 'person-removed': {
      const { personId, addresses, colleagues, messages, mail } = what;
      const to = mail.kind === 'hand-over' ? mail.to : null;
      return { personId, address: addresses.join(' '), colleagues, messages, mail: mail.kind, to };
    }
    case 'domain-added':
    case 'domain-proven':
    case 'domain-removed':
      return { domain: what.domain };
    case 'address-named':
    case 'address-not-named':
      return { address: what.address, domain: what.domain };
    case 'colleague-invited':
    case 'invitation-withdrawn':
      return { address: what.address, providerId: what.providerId, host: what.host };
  }
}

const ofChannel = ({ personId, address, providerId, host }: NotedChannel): Cells => ({
  ...{ personId, address, providerId, host },
});

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(harmless(cell))).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
