import type { CertificateAuthority, CertificateKind, KeyAndCertificate } from './certificates.ts';
import { EXCHANGE_ONLINE, OUTLOOK_COM } from './mail/exchange-online.ts';
import { EXCHANGE_SERVER } from './mail/exchange-server.ts';
import { GMAIL } from './mail/gmail.ts';
import { startGraph, type GraphNeeds } from './mail/graph.ts';
import { MailHost, type MailHostNeeds } from './mail/mail-host.ts';
import { MAILBOX_SERVICES } from './mail/mailbox-services.ts';
import { Mailboxes } from './mail/mailboxes.ts';
import { POSTFIX } from './mail/postfix.ts';
import { RELAY } from './mail/relay.ts';
import { SENDING_SERVICES } from './mail/sending-services.ts';
import { startAutoconfig } from './names/autoconfig.ts';
import { startNameServer, type NameServer } from './names/name-server.ts';
import { AUTOCONFIG, GRAPH, MAIL_HOSTS, TEAM_RECORD, text, ZONES, type NameRecord, type Zones } from './names/zones.ts';
import { network, type Neighbour } from './network.ts';
import type { Switchboard } from './switches.ts';

const DIALECTS = [
  ...[EXCHANGE_ONLINE, OUTLOOK_COM, GMAIL, EXCHANGE_SERVER, POSTFIX, RELAY],
  ...[...SENDING_SERVICES, ...MAILBOX_SERVICES],
];
const KINDS = ['good', 'expired', 'wrong-name', 'untrusted'] as const;

/** The outside world as far as a submission needs it: names, settings, submission servers, mailboxes. */
export interface World {
  mailboxes: Mailboxes;
  names: NameServer;
  dial: ReturnType<typeof network>;
  /** The mail servers, for who dials from a process of their own: `address:port` of the pretended world, and the port of this machine. */
  mailPorts: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Of a company's own; what its provider says of itself stays. */
const provesMail = (name: string): boolean => name.endsWith('.example') && !name.startsWith('_dmarc.');

export async function startWorld(
  authority: CertificateAuthority,
  switches: Switchboard,
  now: () => number,
  { bearer, bearerOf }: Pick<MailHostNeeds, 'bearer'> & Pick<GraphNeeds, 'bearerOf'>,
): Promise<World> {
  const mailboxes = new Mailboxes(now);
  const certificates = await everyKind(authority);
  const hosts = DIALECTS.map((dialect) => new MailHost({ dialect, certificates, switches, mailboxes, now, bearer }));
  const mailNames = new Set(Object.values(MAIL_HOSTS).map(({ host }) => host));
  const isHidden = (name: string, record?: NameRecord): boolean =>
    (switches.get('mail-records') === 'gone' && record?.type === 'TXT' && provesMail(name)) ||
    (switches.get('reach') === 'unknown-name' && mailNames.has(name)) ||
    (switches.get('clues') === 'gone' && /^(_submissions?|autoconfig)\./.test(name));
  const zones: Pick<Zones, 'get'> = {
    get(name) {
      const typed = name === TEAM_RECORD ? switches.get('team-record') : '';
      return typed === '' ? ZONES.get(name) : [text(typed)];
    },
  };
  const [names, autoconfig, graph] = await Promise.all([
    startNameServer(zones, isHidden),
    startAutoconfig(await authority.issue([AUTOCONFIG.host])),
    startGraph({ certificate: await authority.issue([GRAPH.host]), switches, mailboxes, now, bearerOf }),
    ...hosts.map((host) => host.start()),
  ]);
  const neighbours = new Map<string, Neighbour>([
    [AUTOCONFIG.address, { realPort: (port) => (port === 443 ? autoconfig.port : null), isMailServer: false }],
    [
      GRAPH.address,
      {
        realPort: (port) => (port === 443 && switches.get('graph') !== 'away' ? graph.port : null),
        isMailServer: false,
      },
    ],
    ...hosts.map((host): [string, Neighbour] => [
      MAIL_HOSTS[host.dialect.id].address,
      { realPort: (port) => host.realPort(port), isMailServer: true },
    ]),
  ]);
  return {
    mailboxes,
    names,
    dial: network(neighbours, () => switches.get('reach')),
    mailPorts: new Map(
      hosts.flatMap((host) =>
        host.dialect.ports.map((port) => [
          `${MAIL_HOSTS[host.dialect.id].address}:${String(port)}`,
          host.realPort(port) ?? 0,
        ]),
      ),
    ),
    stop: async () => {
      await Promise.all([names.stop(), autoconfig.stop(), graph.stop(), ...hosts.map((host) => host.stop())]);
    },
  };
}

/** One certificate of each kind that bears every submission server's name. */
async function everyKind(authority: CertificateAuthority): Promise<Record<CertificateKind, KeyAndCertificate>> {
  const names = DIALECTS.map(({ host }) => host);
  const issued = await Promise.all(KINDS.map(async (kind) => [kind, await authority.issue(names, kind)] as const));
  return Object.fromEntries(issued) as Record<CertificateKind, KeyAndCertificate>;
}
