import type { ChoiceKind } from '../../../domain/choices.ts';
import type { Limits } from '../../../domain/limit.ts';
import type { ForbiddingPolicy } from '../../../domain/policies.ts';
import type { ProviderId } from '../../../domain/provider.ts';
import type { NamePattern, Variant } from '../../../domain/provider/row.ts';
import type { AskedName, AskedSecret } from '../../../domain/short-form.ts';
import type { Formats } from '../formats.ts';
import { cloudWords } from './clouds.ts';

/** A field as it is asked for, and what stands beside it while it is empty. */
export interface Asked {
  label: string;
  hint?: string;
  empty: string;
}

/** Names what is asked for, with hints in some only. */
const asked = <Name extends string>(fields: Record<Name, Asked>): Record<Name, Asked> => fields;

const OF_ONE_REGION = 'A mailbox belongs to one region. The others do not know it.';

/** Where to come by what is asked for, and what has to be so first: as each service says. */
const WHERE_FROM: Partial<Record<ProviderId, string>> = {
  'amazon-ses':
    'SMTP user name and password are made in the Amazon SES console, for one region. They are not your AWS access keys.',
  brevo: 'The SMTP key begins with xsmtpsib-. The API key, which begins with xkeysib-, does not do.',
  'google-workspace-relay': 'The relay is set up by whoever administers your Google Workspace.',
  'gmx-net': 'Access for mail programs has to be switched on in the settings of GMX first.',
  mailgun: 'An SMTP user belongs to one sending domain and one region.',
  'mailgun-eu': 'An SMTP user belongs to one sending domain and one region.',
  mailjet: 'API key and secret key are a pair: both stand in your Mailjet account.',
  'ovh-exchange': 'The number of your server stands in the OVHcloud control panel.',
  postmark: 'It belongs to your server at Postmark. Your sender address has to be confirmed there.',
  'postmark-broadcasts': 'It belongs to your server at Postmark. Your sender address has to be confirmed there.',
  resend: 'An API key of your Resend account, where your domain has to be verified.',
  sendgrid: 'An API key with the permission “Mail Send”. Your sender address or domain has to be verified there.',
  'sendgrid-eu': 'An API key of an EU subuser, with the permission “Mail Send”.',
  sparkpost: 'An API key of this region with the permission “Send via SMTP”. Your domain has to be verified there.',
  'sparkpost-eu':
    'An API key of this region with the permission “Send via SMTP”. Your domain has to be verified there.',
  zoho: OF_ONE_REGION,
  'zoho-eu': OF_ONE_REGION,
  'zoho-in': OF_ONE_REGION,
  'zoho-au': OF_ONE_REGION,
  'zoho-jp': OF_ONE_REGION,
  'zoho-ca': OF_ONE_REGION,
  'zoho-pro': OF_ONE_REGION,
  'zoho-pro-eu': OF_ONE_REGION,
};

/** Choosing a service, and what each one asks for. */
export const chooseWords = (format: Formats) => ({
  title: 'Choose a service',
  search: 'Search',
  searchHint: 'By its name, its server or an address there.',
  found: (count: number) =>
    `${format.number(count)} ${format.plural(count, { one: 'service fits', other: 'services fit' })}.`,
  nothing: 'No service of this name is known here. Any mail server that takes a password can be entered by hand.',
  byHand: 'Enter a mail server by hand',
  refused: (provider: string) =>
    `${provider} wants its people to sign in instead, and that is not set up here. Whoever runs Postlane can offer it. Until then, choose another service.`,
  /** Beside a service that the company does not allow; what it allows instead stands on the service's own page. */
  forbidden: {
    channelKinds: 'Your IT does not allow this kind',
    sharing: 'Your IT has switched sharing off',
    hosts: 'Your IT does not allow its server',
    exchangePasswords: 'Your IT allows no password here',
  } satisfies Record<ForbiddingPolicy, string>,
  kinds: {
    mailboxes: 'Mailboxes',
    sending: 'Sending services',
    hosting: 'Hosting companies',
  } satisfies Record<ChoiceKind, string>,

  intro: (address: string) => `Enter what is yours; the rest is filled in. You send as ${address}.`,
  ports: (ports: readonly number[]) => `It takes ${format.list(ports.map(String))}.`,
  limits: {
    messagesPerMinute: (count: number) => `Up to ${format.number(count)} messages a minute`,
    recipientsPerDay: (count: number) => `Up to ${format.number(count)} recipients a day`,
    recipientsPerMessage: (count: number) => `Up to ${format.number(count)} recipients a message`,
  } satisfies Partial<Record<keyof Limits, (count: number) => string>>,

  variantLabel: { region: 'Region', cloud: 'Cloud', stream: 'Kind of mail' } satisfies Record<Variant['of'], string>,
  variants: {
    us: 'United States',
    eu: 'European Union',
    global: 'Global',
    germany: 'Germany, Austria, Switzerland',
    international: 'International',
    india: 'India',
    australia: 'Australia',
    japan: 'Japan',
    canada: 'Canada',
    ...cloudWords,
    transactional: 'Single mails (transactional)',
    broadcast: 'Mailings (broadcast)',
  } satisfies Record<Variant['name'], string>,

  parts: {
    region: {
      label: 'Region',
      hint: 'As in the name of your server: eu-west-1 in email-smtp.eu-west-1.amazonaws.com.',
      empty: 'Enter the region, such as eu-west-1.',
      wrong: 'Regions look like eu-west-1.',
    },
    'server-number': {
      label: 'Server number',
      hint: 'As in the name of your server: 5 in ex5.mail.ovh.net.',
      empty: 'Enter the number of your server, such as 5.',
      wrong: 'The number alone, such as 5.',
    },
  } satisfies Record<NamePattern['asks'], Asked & { wrong: string }>,

  names: asked<AskedName>({
    address: { label: 'Email address you sign in with', empty: 'Enter the address you sign in with.' },
    'address-there': {
      label: 'Email address you sign in with',
      hint: 'Your address at the service itself: one at a domain of your own is not taken.',
      empty: 'Enter the address you sign in with.',
    },
    'local-part': {
      label: 'User name',
      hint: 'What stands before the @ in your address at the service itself.',
      empty: 'Enter what stands before the @ in your address there.',
    },
    postmaster: {
      label: 'SMTP user',
      hint: 'Of your sending domain, unless another was made for you.',
      empty: 'Enter the SMTP user, such as postmaster@ and your sending domain.',
    },
    'user-name': { label: 'User name', empty: 'Enter the user name.' },
    'smtp-user-name': { label: 'SMTP user name', empty: 'Enter the SMTP user name.' },
    'smtp-login': { label: 'SMTP login', empty: 'Enter the SMTP login.' },
    'api-key': { label: 'API key', empty: 'Enter the API key.' },
  }),

  secrets: asked<AskedSecret>({
    password: { label: 'Password', empty: 'Enter your password.' },
    'app-password': { label: 'App password', empty: 'Enter the app password.' },
    'password-or-app-password': {
      label: 'Password',
      hint: 'With two-step verification on: an app password, made for Postlane alone.',
      empty: 'Enter your password.',
    },
    'smtp-password': { label: 'SMTP password', empty: 'Enter the SMTP password.' },
    'smtp-key': { label: 'SMTP key', empty: 'Enter the SMTP key.' },
    'api-key': { label: 'API key', empty: 'Enter the API key.' },
    'secret-key': { label: 'Secret key', empty: 'Enter the secret key.' },
    'server-token': { label: 'Server API token', empty: 'Enter the server API token.' },
  }),

  /** Where both come from at a service of which no more is known. */
  asShown: (provider: string) => `Both as ${provider} shows them for SMTP.`,
  whereFrom: WHERE_FROM,
});
