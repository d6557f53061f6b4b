import type { Audited, AuditEntry, NotedChannel } from '../domain/audit.ts';
import type { Named } from '../domain/directory.ts';
import { harmless } from '../domain/spreadsheet.ts';

/** What a line tells, in this order and under which name; one that is there stays where it is, and others come behind it. */
const COLUMNS = {
  id: 'Entry',
  at: 'When (UTC)',
  byId: 'Who (object id)',
  byName: 'Who',
  byAddress: 'Who (address)',
  // For programs: what is there stays as it is.
  kind: 'kind',
  personId: 'Whose (object id)',
  address: 'Address',
  providerId: 'Service',
  host: 'Server',
  domain: 'Domain',
  policy: 'Policy',
  before: 'Before',
  after: 'After',
  colleagues: 'Colleagues concerned',
  messages: 'Messages that waited',
  mail: 'What became of them',
  to: 'Handed over to (object id)',
  what: 'What',
  person: 'Whose',
  successor: 'Handed over to',
} as const;
type Column = keyof typeof COLUMNS;
type Cells = Partial<Record<Column, string | number | null>>;

/** What was done, for whoever reads the file. */
const WHAT: Record<Audited['kind'], string> = {
  'policy-changed': 'Policy changed',
  'channel-stopped': 'Channel paused',
  'channel-let-go': 'Channel let go again',
  'channel-removed': 'Channel removed',
  'channel-shared': 'Who may use a channel changed',
  'person-removed': 'Person removed',
  'domain-added': 'Domain added',
  'domain-proven': 'Domain proven',
  'domain-removed': 'Domain removed',
  'address-named': 'Address for everybody named',
  'address-not-named': 'Address for everybody withdrawn',
  'colleague-invited': 'Colleague invited',
  'invitation-withdrawn': 'Invitation withdrawn',
};

/** How a file of the audit log begins: a mark by which Excel reads UTF-8, and the names of the columns. */
export const AUDIT_CSV_HEAD = `\u{FEFF}${line(Object.values(COLUMNS))}`;

/** An entry as a line of CSV (RFC 4180), in which no spreadsheet finds a formula. What a policy was and is stands there as JSON. */
export function auditCsvLine({ id, at, by, what }: AuditEntry): string {
  const cells: Cells = {
    id,
    // In UTC, as spreadsheets of any region read a moment.
    at: new Date(at).toISOString().slice(0, 19).replace('T', ' '),
    ...{ byId: by.objectId, byName: by.name, byAddress: by.address },
    kind: what.kind,
    what: WHAT[what.kind],
    ...cellsOf(what),
  };
  return line((Object.keys(COLUMNS) as Column[]).map((column) => String(cells[column] ?? '')));
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
      const { personId, person, successor, addresses, colleagues, messages, mail } = what;
      const to = mail.kind === 'hand-over' ? mail.to : null;
      const names = { person: named(person), successor: named(successor) };
      return { personId, address: addresses.join(' '), colleagues, messages, mail: mail.kind, to, ...names };
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

const named = (person: Named | null | undefined): string =>
  [person?.name, person?.address].filter((said) => typeof said === 'string').join(', ');

const ofChannel = ({ personId, address, providerId, host }: NotedChannel): Cells => ({
  ...{ personId, address, providerId, host },
});

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(harmless(cell))).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
