import type { Audited } from '../../../domain/audit.ts';
import type { Named } from '../../../domain/directory.ts';
import type { ChannelKind, CompanyServer, ForbiddingPolicy, Policies, PolicyName } from '../../../domain/policies.ts';
import { inLetters } from '../../parts/domain-names.ts';
import type { Formats } from '../formats.ts';

type PersonRemoved = Extract<Audited, { kind: 'person-removed' }>;
/** How somebody was called, in a line; null where nobody knows. */
const named = (person: Named | null | undefined): string | null => {
  const { name = null, address = null } = person ?? {};
  return name !== null && address !== null ? `${name}, ${address}` : (name ?? address);
};
type Names = { [Name in PolicyName]: (value: Policies[Name]) => string };

/** What an administrator sets for everybody, and the log of what administrators did. */
export const policyWords = (format: Formats) => {
  const kinds = {
    'sign-in': 'One’s own mailbox, by signing in',
    password: 'One’s own mailbox, by a password',
    'company-server': 'The company’s own server',
    'sending-service': 'A sending service, such as SendGrid',
    team: 'A channel that a team shares',
    'default-relay': 'The default channel of whoever runs Postlane',
  } satisfies Record<ChannelKind, string>;
  const usernames = {
    'full-address': 'The whole address',
    'local-part': 'What stands before the @',
  } satisfies Record<CompanyServer['username'], string>;
  return {
    title: 'What your people may use',
    intro: 'It counts at once and for everybody in your company. The server holds to it, whatever a pane shows.',
    name: {
      channelKinds: 'Kinds of channel',
      hosts: 'Mail servers',
      exchangePasswords: 'Passwords at Exchange Online',
      companyServer: 'Your company’s server, filled in',
      messagesPerMinute: 'Messages a minute from one mailbox',
      recipientsPerDay: 'Recipients a day from one mailbox',
      sharing: 'Team channels',
      retentionDays: 'How long records of mail are kept',
    } satisfies Record<PolicyName, string>,
    /** Beside the field. */
    hint: {
      channelKinds:
        'What is not chosen can neither be set up nor take new messages. The default channel is whoever runs Postlane’s: it is governed here, and by no list of servers.',
      hosts:
        'Only these, one a line: smtp.example.com, or *.example.com for all below that name. Empty: every server. The default channel of whoever runs Postlane is no server of this list: allow or forbid it under “Kinds of channel”.',
      exchangePasswords:
        'Where they are not allowed, people sign in at Microsoft instead, if whoever runs Postlane offers that.',
      companyServer: 'It is recommended first, and people type only their password. Empty: none.',
      messagesPerMinute:
        'It only narrows what the provider allows. Where everybody signs in to a sending service by the same name, as at SendGrid, each sender’s address counts as a mailbox of its own. Empty: as the provider allows. The default channel of whoever runs Postlane keeps its own pace, which is other companies’ too.',
      recipientsPerDay:
        'It only narrows what the provider allows, and counts mailboxes as the line before does. Empty: as the provider allows.',
      sharing: 'Whether a team may send through one channel that belongs to the company’s domain.',
      retentionDays:
        'From 1 day on. Records of mail and of times when nothing left are forgotten after that; the log below is kept.',
    } satisfies Record<PolicyName, string>,
    kinds,
    usernames,
    allowedOf: (policy: string) => `${policy} are allowed`,
    host: 'Server',
    port: 'Port',
    username: 'User name',
    portOf: (port: number, security: 'starttls' | 'tls') => `${port}, ${security === 'tls' ? 'TLS' : 'STARTTLS'}`,

    /** What is set, in words. */
    value: {
      channelKinds: (value) =>
        value.length === Object.keys(kinds).length ? 'Every kind' : value.map((kind) => kinds[kind]).join('; '),
      hosts: (value) => (value.length === 0 ? 'Every server' : value.map(inLetters).join(', ')),
      exchangePasswords: (value) => (value ? 'Allowed' : 'Not allowed'),
      companyServer: (value) =>
        value === null
          ? 'None'
          : `${inLetters(value.server.host)}, port ${value.server.port}. User name: ${usernames[value.username]}`,
      messagesPerMinute: (value) => (value === null ? 'As the provider allows' : `At most ${format.number(value)}`),
      recipientsPerDay: (value) => (value === null ? 'As the provider allows' : `At most ${format.number(value)}`),
      sharing: (value) => (value ? 'Allowed' : 'Not allowed'),
      retentionDays: (value) =>
        value === null
          ? 'As long as whoever runs Postlane keeps them'
          : format.plural(value, { one: '# day', other: '# days' }),
    } satisfies Names as Names,
    isDefault: 'the default',
    byDefault: (value: string) => `by default: ${value}`,
    setBy: (who: string, day: string) => `set by ${who} on ${day}`,
    operator: (most: string) => `Whoever runs Postlane allows ${most}.`,
    mostOf: {
      messagesPerMinute: (most: number) => `${format.number(most)} a minute at the most`,
      recipientsPerDay: (most: number) => `${format.number(most)} a day at the most`,
      retentionDays: (most: number) => format.plural(most, { one: '# day at the most', other: '# days at the most' }),
    },

    change: 'Change',
    changeOf: (policy: string) => `Change: ${policy}`,
    save: 'Save',
    toDefault: 'Put back the default',
    saved: (policy: string) => `Saved: ${policy}.`,
    /** What was found of a server that is filled in, when it was saved. */
    server: {
      answers: (host: string) => `${host} answers, with a valid certificate, and takes passwords.`,
      not: (host: string, title: string) =>
        `It is saved, but nobody can send through ${host} as it is now: ${title}. People are told that IT can mend it.`,
    },
    forbiddenNow: (count: number, all: number) =>
      format.plural(all, {
        one: `${format.number(count)} of # channel is not allowed by what is set.`,
        other: `${format.number(count)} of # channels are not allowed by what is set.`,
      }),
    showForbidden: 'Show which',
    concerns: {
      title: (count: number, all: number) =>
        format.plural(all, {
          one: `${format.number(count)} of # channel would not be allowed any more`,
          other: `${format.number(count)} of # channels would not be allowed any more`,
        }),
      body: 'What was handed over to them still leaves. New messages are refused, and the pane tells each person that IT has set this, and what is allowed instead.',
      yes: 'Save all the same',
      no: 'Change nothing',
    },

    fault: {
      noKind: 'Leave at least one kind.',
      host: (typed: string) => `“${typed}” is no server’s name.`,
      noHost: 'Enter the server’s name.',
      number: 'Enter a whole number from 1 on, or nothing.',
      tooLong: (most: number) => `Whoever runs Postlane keeps records for ${format.number(most)} days at the most.`,
      contradicts: {
        channelKinds: 'The kinds of channel that are allowed leave no way into that server.',
        sharing: 'Team channels are not allowed.',
        hosts: 'That server is not among the mail servers that are allowed.',
        exchangePasswords: 'Passwords at Exchange Online are not allowed, and there is no other way into that server.',
      } satisfies Record<ForbiddingPolicy, string>,
      other: 'Something here is not right.',
    },

    log: 'Who changed what',
    noLog: 'Nothing has been changed yet.',
    fromTo: (before: string, after: string) => `from “${before}” to “${after}”`,
    at: (address: string, server: string) => `${address}, at ${server}`,
    /** What was done, where there is no before and after; a channel is named by `at`. */
    done: {
      'channel-stopped': (channel: string) => `Channel paused: ${channel}`,
      'channel-let-go': (channel: string) => `Channel let go again: ${channel}`,
      'channel-removed': (channel: string, colleagues: number) =>
        colleagues === 0
          ? `Channel removed: ${channel}`
          : format.plural(colleagues, {
              one: `Channel removed, with that of # colleague: ${channel}`,
              other: `Channel removed, with those of # colleagues: ${channel}`,
            }),
      'person-removed': ({ personId, person, successor, addresses, colleagues, messages, mail }: PersonRemoved) => {
        const channels = addresses.length === 0 ? 'no channel' : addresses.join(', ');
        const waited = format.plural(messages, { one: '# message that waited', other: '# messages that waited' });
        const became =
          mail.kind === 'drop' ? `${waited} not sent` : `${waited} handed over to ${named(successor) ?? mail.to}`;
        const others =
          colleagues === 0
            ? ''
            : format.plural(colleagues, { one: ', with that of # colleague', other: ', with those of # colleagues' });
        return `Person removed: ${named(person) ?? personId} (${channels})${others}; ${messages === 0 ? 'no message waited' : became}`;
      },
      'domain-added': (domain: string) => `Domain added: ${domain}`,
      'domain-proven': (domain: string) => `Domain proven: ${domain}`,
      'domain-removed': (domain: string) => `Domain removed: ${domain}`,
      'address-named': (address: string) => `Everybody may write as ${address}`,
      'address-not-named': (address: string) => `Not everybody may write as ${address} any more`,
      'colleague-invited': (channel: string) => `Colleague invited: ${channel}`,
      'invitation-withdrawn': (channel: string) => `Invitation withdrawn: ${channel}`,
    },
    sharing: (channel: string, removed: number) =>
      removed === 0
        ? `Who may use the channel of ${channel}`
        : format.plural(removed, {
            one: `Who may use the channel of ${channel} (that of # colleague removed)`,
            other: `Who may use the channel of ${channel} (those of # colleagues removed)`,
          }),
    sharedWith: (domains: readonly string[]) =>
      domains.length === 0 ? 'Nobody' : `Everybody at ${domains.join(', ')}`,
    more: 'Show more',
    download: 'Download all for a spreadsheet',
    logFile: 'postlane-log.csv',
  };
};

/** What this screen says, for what puts it into sentences. */
export type PolicyWords = ReturnType<typeof policyWords>;
