import { describe, expect, it } from '@jest/globals';
import { AUDIT_CSV_HEAD, auditCsvLine } from '../../src/contract/audit-csv.ts';
import type { Audited, Author, NotedChannel } from '../../src/domain/audit.ts';

const AT = Date.UTC(2026, 10, 20, 9, 41, 7, 120);
const CHIEF: Author = { objectId: 'chief', name: 'Carla Chief', address: 'chief@firma.example' };
const channel: NotedChannel = {
  personId: 'ada',
  address: 'ada@firma.example',
  providerId: 'custom',
  host: 'mail.firma.example',
};
const { personId: _whose, ...invited } = channel;
const at = 'ada@firma.example,custom,mail.firma.example';

const lineOf = (what: Audited, by = CHIEF): string => auditCsvLine({ id: 7, at: AT, by, what });

describe('the audit log as CSV', () => {
  it('begins with the mark of UTF-8 and the names of its columns', () => {
    expect(AUDIT_CSV_HEAD).toBe(
      '\u{FEFF}Entry,When (UTC),Who (object id),Who,Who (address),kind,Whose (object id),Address,Service,Server,Domain,Policy,Before,After,Colleagues concerned,Messages that waited,What became of them,Handed over to (object id),What,Whose,Handed over to\r\n',
    );
  });

  it.each<[Audited, string]>([
    [
      {
        kind: 'policy-changed',
        change: { policy: 'hosts', before: [], after: ['a.example', '*.b.example'] },
      },
      'policy-changed,,,,,,hosts,[],"[""a.example"",""*.b.example""]",,,,,Policy changed,,',
    ],
    [
      { kind: 'policy-changed', change: { policy: 'retentionDays', before: null, after: 30 } },
      'policy-changed,,,,,,retentionDays,null,30,,,,,Policy changed,,',
    ],
    [{ kind: 'channel-stopped', channel }, `channel-stopped,ada,${at},,,,,,,,,Channel paused,,`],
    [{ kind: 'channel-let-go', channel }, `channel-let-go,ada,${at},,,,,,,,,Channel let go again,,`],
    [{ kind: 'channel-removed', channel, colleagues: 2 }, `channel-removed,ada,${at},,,,,2,,,,Channel removed,,`],
    [
      { kind: 'channel-shared', channel, before: [], after: ['firma.example'], colleagues: 0 },
      `channel-shared,ada,${at},,,[],"[""firma.example""]",0,,,,Who may use a channel changed,,`,
    ],
    [
      {
        ...{ kind: 'person-removed', personId: 'ada', addresses: ['a@firma.example', 'b@firma.example'] },
        ...{ colleagues: 1, messages: 3, mail: { kind: 'hand-over', to: 'bea' } },
        person: { name: 'Ada', address: 'ada@firma.example' },
        successor: { name: 'Bea', address: null },
      },
      'person-removed,ada,a@firma.example b@firma.example,,,,,,,1,3,hand-over,bea,Person removed,"Ada, ada@firma.example",Bea',
    ],
    [
      {
        ...{ kind: 'person-removed', personId: 'ada', addresses: [] },
        ...{ colleagues: 0, messages: 0, mail: { kind: 'drop' } },
      },
      'person-removed,ada,,,,,,,,0,0,drop,,Person removed,,',
    ],
    [{ kind: 'domain-proven', domain: 'firma.example' }, 'domain-proven,,,,,firma.example,,,,,,,,Domain proven,,'],
    [
      { kind: 'address-named', address: 'sales@firma.example', domain: 'firma.example' },
      'address-named,,sales@firma.example,,,firma.example,,,,,,,,Address for everybody named,,',
    ],
    [{ kind: 'colleague-invited', ...invited }, `colleague-invited,,${at},,,,,,,,,Colleague invited,,`],
  ])('tells in its columns what was done: %j', (what, cells) => {
    expect(lineOf(what)).toBe(`7,2026-11-20 09:41:07,chief,Carla Chief,chief@firma.example,${cells}\r\n`);
  });

  it.each([
    ['=HYPERLINK("https://elsewhere.example")', `"'=HYPERLINK(""https://elsewhere.example"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['Smith, Zoë', '"Smith, Zoë"'],
    ['Smith;=1', "Smith;'=1"],
    ['two\r\n=1', `"two\r\n'=1"`],
    ['a=b', 'a=b'],
  ])('lets no spreadsheet run what somebody is called: %j', (name, cell) => {
    expect(lineOf({ kind: 'domain-added', domain: 'x.example' }, { objectId: 'id', name, address: null })).toBe(
      `7,2026-11-20 09:41:07,id,${cell},,domain-added,,,,,x.example,,,,,,,,Domain added,,\r\n`,
    );
  });
});
