import type { NameRecord } from '../../../src/sandbox/names/zones.ts';

const srv = (target: string, port: number, priority = 0): NameRecord => ({
  type: 'SRV',
  target,
  port,
  priority,
  weight: 1,
});
const mx = (exchange: string, priority: number): NameRecord => ({ type: 'MX', exchange, priority });

/** Domains that say where their mail server is in one way or another. */
export const ZONES = new Map<string, NameRecord[]>([
  [
    'firma.example',
    [
      mx('backup.relay.example', 50),
      mx('firma-example.mail.protection.outlook.com', 0),
      { type: 'A', address: '127.1.0.2' },
    ],
  ],
  ['autoconfig.firma.example', [{ type: 'A', address: '127.1.0.1' }]],
  [
    '_submissions._tcp.firma.example',
    [srv('smtp2.firma.example', 465, 20), srv('smtp1.firma.example', 465, 10), srv('odd.firma.example', 587)],
  ],
  ['_submission._tcp.firma.example', [srv('smtp1.firma.example', 587), srv('wild.firma.example', 10025)]],
  ['hosted.example', [mx('mx1.in.hoster.example', 10)]],
  ['autoconfig.in.hoster.example', [{ type: 'A', address: '127.1.0.3' }]],
  ['autoconfig.hoster.example', [{ type: 'A', address: '127.1.0.4' }]],
  ['hoster.example', [{ type: 'A', address: '127.1.0.5' }]],
  ['filtered.example', [mx('filtered-example.mail.protection.outlook.com', 0)]],
  ['contractor.example', [mx('contractor.mail.protection.office365.us', 0)]],
  ['quiet.example', [mx('.', 0)]],
  ['_submissions._tcp.quiet.example', [srv('.', 0)]],
]);
