import type { DkimState } from '../../../domain/dkim.ts';
import type { DmarcPolicy, DmarcState } from '../../../domain/dmarc.ts';
import type { Standing } from '../../../domain/reputation.ts';
import type { SpfState } from '../../../domain/spf.ts';
import type { By } from '../by.ts';

type Mind = Exclude<DmarcPolicy, 'none'>;
/** What the DNS asks recipients to do with mail that proves nothing. */
const DONE_TO_IT: Record<Mind, string> = { reject: 'refuse', quarantine: 'treat as spam' };

/** What the company's DNS says of its mail. `provider` is what the channel's provider is called, or its server's name. */
export const reputationWords = (by: By) => ({
  title: 'Reputation',
  standing: {
    proven: (domain: string) => `Recipients can see that your mail really comes from ${domain}.`,
    'if-signed': (domain: string, provider: string) =>
      by(
        `Recipients can see that your mail really comes from ${domain} once ${provider} signs it by DKIM. Whether it does shows in no record: your IT department can look in its administration.`,
        `Recipients can see that your mail really comes from ${domain} once ${provider} signs it by DKIM. Whether it does shows in no record: the support of ${provider} knows.`,
      ),
    unproven: (domain: string) =>
      `Recipients cannot see that your mail really comes from ${domain}. Some of it may end up as spam.`,
    refused: (domain: string) =>
      `Recipients cannot see that your mail really comes from ${domain}, and its DNS asks them not to trust such mail.`,
    doubtful: (domain: string, provider: string) =>
      by(
        `${domain} tells recipients not to trust mail that is not signed as its own. Whether ${provider} signs for it does not show from here. Ask your IT department before you rely on this channel.`,
        `${domain} tells recipients not to trust mail that is not signed as its own. Whether ${provider} signs for it does not show from here. Ask its support before you rely on this channel.`,
      ),
    unclear: (domain: string) =>
      `Whether recipients can see that your mail really comes from ${domain} does not show from here.`,
  } satisfies Record<Standing, (domain: string, provider: string) => string>,
  /** Of a channel that would not do, before it is used. */
  warning: {
    reject: (domain: string, provider: string) =>
      `${domain} asks recipients to refuse mail that does not prove where it comes from, and mail by ${provider} cannot prove it yet. Gmail, Yahoo and Apple refuse it then.`,
    quarantine: (domain: string, provider: string) =>
      `${domain} asks recipients to take mail for spam that does not prove where it comes from, and mail by ${provider} cannot prove it yet.`,
  } satisfies Record<Mind, (domain: string, provider: string) => string>,
  /** The same where it depends on what no record shows. */
  doubt: (mind: Mind, domain: string, provider: string) =>
    `${domain} tells recipients to ${DONE_TO_IT[mind]} mail that is not signed as its own. Whether ${provider} signs for it does not show from here.`,
  /** What to do about it: what there is to decide, and what is known. */
  then: {
    setUp: {
      refused: (domain: string) =>
        by(
          'You can set this up all the same, and ask your IT department to add what is missing: it stands on your channel’s page.',
          `You can set this up all the same, and ask whoever looks after ${domain} to add what is missing: it stands on your channel’s page.`,
        ),
      doubtful: () =>
        by(
          'You can set this up all the same; ask your IT department before you write to customers.',
          'You can set this up all the same; ask its support before you write to customers.',
        ),
    },
    share: {
      refused: () =>
        'Your colleagues are told before they join. What is missing in the DNS stands on your channel’s page: have it added first.',
      doubtful: () => 'Your colleagues are told before they join. Make sure that it signs before you share it.',
    },
    join: {
      refused: () => 'You can send through it all the same; ask who shares it before you write to customers.',
      doubtful: () => 'You can send through it all the same; ask who shares it before you write to customers.',
    },
    send: {
      refused: () => 'Another channel may be better for this message. What is missing stands on your channel’s page.',
      doubtful: () => 'Another channel may be better for this message.',
    },
  } satisfies Record<string, Record<'refused' | 'doubtful', (domain: string) => string>>,
  /** Where its name is none of the rep's business. */
  teamServer: 'your team’s server',
  /** By the operator's channel, of which no company's IT can mend anything alone. */
  ofDefault: {
    shared: 'The default channel’s reputation is shared: what others send through it counts for your mail, too.',
    refused: (mind: Mind, domain: string) =>
      `${domain} tells recipients to ${DONE_TO_IT[mind]} mail that is not proven to be its own, and mail by the default channel cannot prove it. Set up a channel of your own, or ask whoever runs Postlane.`,
    doubtful: (mind: Mind, domain: string) =>
      `${domain} tells recipients to ${DONE_TO_IT[mind]} mail that is not proven to be its own. Whether the default channel can prove it does not show from here. Set up a channel of your own, or ask whoever runs Postlane before you send.`,
  },
  /** What IT can look at where it does not show from outside. */
  copyDoubt: by('Copy a message for your IT department', 'Copy a message for your provider’s support'),
  doubtLabel: by('Message for your IT department', 'Message for your provider’s support'),
  doubtLetter: (domain: string, provider: string, policy: Mind, records: readonly string[]) =>
    [
      `Mail from ${domain} is to go through ${provider}. The DMARC record that counts for ${domain} (TXT at _dmarc.${domain}, or at the domain above) says p=${policy}: recipients ${policy === 'reject' ? 'refuse' : 'take for spam'} what neither DKIM nor SPF proves to be from ${domain}. Whether ${provider} can prove it does not show in the DNS.`,
      `Please check that ${provider} signs with DKIM as ${domain} (d=${domain}). Its administration says so, and shows the records for it: CNAME or TXT at names that end in ._domainkey.${domain}.`,
      `If it is a server of our own: the SPF record (TXT at ${domain}) has to name the addresses by which it sends, or it has to sign.`,
      ...records,
      `To try it: send a message to a mailbox outside, and look for dmarc=pass in its Authentication-Results header.`,
    ].join('\n\n'),
  details: by('What your company’s DNS says', 'What the DNS says'),
  spf: {
    'names-it': (provider: string) => `SPF lets ${provider} send for you.`,
    'lacks-it': (provider: string) => `SPF names other servers, but not ${provider}.`,
    'by-address': (provider: string) =>
      by(
        `SPF names addresses and not ${provider} itself. Whether they are its addresses, and all of them, does not show from here: your IT department knows.`,
        `SPF names addresses and not ${provider} itself. Whether they are its addresses, and all of them, does not show from here: the support of ${provider} knows.`,
      ),
    'no-room': (provider: string) =>
      by(
        `SPF names other servers, but not ${provider}, and has no room for it: it would lead through more than ten lookups, and not count any more. Your IT department has to take some of the others out first.`,
        `SPF names other servers, but not ${provider}, and has no room for it: it would lead through more than ten lookups, and not count any more. Whoever looks after it has to take some of the others out first.`,
      ),
    absent: () => 'SPF is not set up: no server is named that may send for you.',
    several: () => 'SPF stands there more than once, so none of it counts.',
    'too-long': () => 'SPF leads through more than ten lookups, so it does not count.',
    malformed: () => 'SPF has a mistake in it, so it does not count.',
    unclear: (provider: string) => `SPF is set up. Whether it means ${provider} does not show from here.`,
    'of-provider': (provider: string) =>
      `SPF does not help here: ${provider} has bounces come to a name of its own, and SPF is about that. DKIM has to prove it.`,
    'not-looked-up': () => 'SPF could not be looked up.',
  } satisfies Record<SpfState, (provider: string) => string>,
  dkim: {
    signed: (provider: string) => `DKIM has a key for the signatures of ${provider}.`,
    absent: (provider: string) => `DKIM has no key for the signatures of ${provider}.`,
    revoked: (provider: string) => `DKIM has taken back the key for the signatures of ${provider}.`,
    unclear: (provider: string) => `DKIM: where the keys of ${provider} stand does not show from here.`,
    'not-looked-up': () => 'DKIM could not be looked up.',
  } satisfies Record<DkimState, (provider: string) => string>,
  dmarc: {
    reject: 'DMARC asks recipients to refuse mail that proves neither.',
    quarantine: 'DMARC asks recipients to take mail for spam that proves neither.',
    none: 'DMARC is set up, and asks recipients to refuse nothing.',
    absent: 'DMARC is not set up. Gmail, Yahoo and Outlook.com want it from whoever sends much.',
    'not-looked-up': 'DMARC could not be looked up.',
  } satisfies Record<DmarcState, string>,
  forIt: by(
    'Your IT department can add what is missing to the DNS:',
    'Whoever looks after the domain can add what is missing to its DNS:',
  ),
  /** Where not all of its records are known here. */
  part: (provider: string) =>
    `This may be only a part: ${provider} shows all the records it wants, also those for DKIM, in its administration under the domain.`,
  recordLabel: (name: string) => `Record at ${name}`,
  record: (name: string, type: string, value: string) => `${name} ${type} "${value}"`,
  recordShown: (name: string, type: string, provider: string) =>
    `${name} ${type} (as ${provider} shows it in its administration)`,
  replaces: (record: string) => `It takes the place of: "${record}"`,
  copy: by('Copy for your IT department', 'Copy them'),
  letter: (domain: string, provider: string, records: readonly string[]) =>
    [
      `So that recipients can see that mail sent through ${provider} really comes from ${domain}, these records are missing in its DNS:`,
      ...records,
    ].join('\n\n'),
});
