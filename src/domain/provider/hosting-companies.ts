import { NO_LIMITS } from '../limit.ts';
import { serverAt } from '../submission-server.ts';
import { rows } from './fill-in.ts';

const listed = (file: string): string => `thunderbird/autoconfig ispdb ${file} (2026-03-12)`;
const IONOS = { name: 'IONOS', kind: 'hosting' } as const;

export const HOSTING_COMPANIES = rows({
  gandi: {
    name: 'Gandi Mail',
    kind: 'hosting',
    server: serverAt('mail.gandi.net', 465),
    otherPorts: [587],
    domains: ['gandi.net'],
    exchanges: [/\.gandi\.net$/i],
    source: listed('gandi.net.xml'),
  },
  // Its mailboxes at Microsoft 365 are Microsoft's.
  godaddy: {
    name: 'GoDaddy Workspace Email',
    kind: 'hosting',
    server: serverAt('smtpout.secureserver.net', 465),
    otherPorts: [587],
    source: 'nodemailer lib/well-known/services.json (2026-08-07), which names port 25; lists of others for 465',
  },
  infomaniak: {
    name: 'Infomaniak',
    kind: 'hosting',
    server: serverAt('mail.infomaniak.com', 587),
    source: 'nodemailer lib/well-known/services.json (9.0.5, 2026-08-07)',
  },
  // 50, 100, 400, then 500 messages an hour by the age of the contract: an hour is no window of ours, and the server says when.
  ionos: {
    ...IONOS,
    variant: { of: 'region', name: 'international' },
    server: serverAt('smtp.ionos.com', 587),
    otherPorts: [465],
    // Countries have servers of their own; which, was not confirmed one by one.
    under: [/\.ionos\.(com|co\.uk)$/],
    source: 'ionos.com/help; the host from sendsmartly.site, and no page of its own',
  },
  'ionos-de': {
    ...IONOS,
    variant: { of: 'region', name: 'germany' },
    server: serverAt('smtp.1und1.de', 465),
    otherPorts: [587],
    under: [/\.(ionos|1und1)\.de$/],
    domains: [
      ...['online.de', 'onlinehome.de', 'sofortstart.de', 'sofort-start.de', 'sofortsurf.de', 'sofort-surf.de'],
      'go4more.de',
    ],
    exchanges: [/\.(kundenserver|schlund)\.de$/i],
    limits: { ...NO_LIMITS, recipientsPerMessage: 200 },
    source: `${listed('1und1.de.xml')}; an older German help page of IONOS’s for the limit`,
  },
  'ovh-exchange': {
    name: 'OVHcloud Exchange, Email Pro',
    kind: 'hosting',
    server: null,
    pattern: { before: 'ex', after: '.mail.ovh.net', part: /^\d{1,3}$/, asks: 'server-number', port: 587 },
    under: [/^ex\d{1,3}\.mail\.ovh\.net$/],
    source: 'ovh/docs hosted exchange guides: the number stands in the control panel',
  },
  ovh: {
    name: 'OVHcloud MX Plan',
    kind: 'hosting',
    server: serverAt('ssl0.ovh.net', 465),
    otherPorts: [587],
    domains: ['ovh.net'],
    exchanges: [/\.ovh\.net$/i],
    source: `ovh/docs mx_plan email_generalities guide.en-gb.md (2021-07-19); ${listed('ovh.net.xml')}`,
  },
  strato: {
    name: 'STRATO',
    kind: 'hosting',
    server: serverAt('smtp.strato.de', 465),
    otherPorts: [587],
    domains: ['strato.de'],
    exchanges: [/\.rzone\.de$/i],
    source: listed('strato.de.xml'),
  },
});
