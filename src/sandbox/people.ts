import type { AccountType } from '../domain/recommendation.ts';
import { PERSONAL_ACCOUNTS } from '../domain/sign-in-service.ts';

/** Which of the sandbox's submission servers a mail leaves through. */
export type MailHostId =
  | 'exchange-online'
  | 'gmail'
  | 'outlook-com'
  | 'hanse-kontor'
  | 'rebstock'
  | 'relay'
  | 'amazon-ses'
  | 'mailjet'
  | 'postmark'
  | 'sendgrid'
  | 'sparkpost'
  | 'sparkpost-eu'
  | 'mailgun'
  | 'icloud'
  | 'webde'
  | 'zoho-pro-eu'
  | 'ovh-exchange';

/** Someone to be in the sandbox. All of them are invented, and so are their companies. */
export interface Person {
  id: string;
  name: string;
  address: string;
  /** What Outlook says of the mailbox. */
  accountType: Exclude<AccountType, 'unknown'>;
  company: string;
  /** One sentence on what is to be learned by being this person. */
  blurb: string;
  mailHost: MailHostId;
  /** What the submission server takes; a newcomer reads it off the card and types it. */
  password: string;
  /** What it takes once the switch "password changed" is on. */
  newPassword: string;
  /** The password of the account itself, where mail programs need one of their own; null where there is only one. */
  accountPassword: string | null;
  /** Directory ids, as Entra gives them to a user: tenant and object. */
  tenantId: string;
  objectId: string;
}

export const PEOPLE: readonly Person[] = [
  {
    id: 'nora',
    name: 'Nora Lindqvist',
    address: 'nora.lindqvist@fjordlight.example',
    accountType: 'office365',
    company: 'Fjordlight Lamps',
    blurb: 'Sells lamps. Her company is with Microsoft 365, so one password is all she types.',
    mailHost: 'exchange-online',
    password: 'Lighthouse-42',
    newPassword: 'Northern-Star-43',
    accountPassword: null,
    tenantId: '6a1f6c1e-7d0c-4c86-9b5a-0d7a4a3f1c01',
    objectId: 'b9d8f3a0-52f1-4e0e-8e8b-5d8f7c2a1101',
  },
  {
    id: 'elin',
    name: 'Elin Strand',
    address: 'elin.strand@fjordlight.example',
    accountType: 'office365',
    company: 'Fjordlight Lamps',
    blurb: 'Sells lamps beside Nora. What an administrator of her company shares or prepares, she finds in the pane.',
    mailHost: 'exchange-online',
    password: 'Candle-Glow-17',
    newPassword: 'Lantern-Glow-18',
    accountPassword: null,
    tenantId: '6a1f6c1e-7d0c-4c86-9b5a-0d7a4a3f1c01',
    objectId: 'b9d8f3a0-52f1-4e0e-8e8b-5d8f7c2a1106',
  },
  {
    id: 'otto',
    name: 'Otto Brinkmann',
    address: 'otto.brinkmann@hanse-kontor.example',
    accountType: 'enterprise',
    company: 'Hanse-Kontor Shipping',
    blurb: 'Sells freight. His company runs an Exchange server of its own; its DNS names the server.',
    mailHost: 'hanse-kontor',
    password: 'Anchor-and-Rope-7',
    newPassword: 'Tide-and-Wind-8',
    accountPassword: null,
    tenantId: '6a1f6c1e-7d0c-4c86-9b5a-0d7a4a3f1c02',
    objectId: 'b9d8f3a0-52f1-4e0e-8e8b-5d8f7c2a1102',
  },
  {
    id: 'grace',
    name: 'Grace Okafor',
    address: 'grace.okafor.postlane@gmail.com',
    accountType: 'gmail',
    company: 'Okafor Textiles',
    blurb: 'Sells fabrics with a Gmail mailbox. Google wants a password made for one app, not her own.',
    mailHost: 'gmail',
    password: 'abcd efgh ijkl mnop',
    newPassword: 'qrst uvwx yzab cdef',
    accountPassword: 'Indigo-and-Madder-5',
    tenantId: PERSONAL_ACCOUNTS,
    objectId: '00000000-0000-0000-0e0e-5d8f7c2a1103',
  },
  {
    id: 'liam',
    name: 'Liam Duarte',
    address: 'liam.duarte.postlane@outlook.com',
    accountType: 'outlookCom',
    company: 'Duarte Surfboards',
    blurb: 'Sells surfboards with an Outlook.com mailbox, which takes no password from programs any more.',
    mailHost: 'outlook-com',
    password: 'Green-Wave-11',
    newPassword: 'Blue-Wave-12',
    accountPassword: null,
    tenantId: PERSONAL_ACCOUNTS,
    objectId: '00000000-0000-0000-0e0e-5d8f7c2a1104',
  },
  {
    id: 'mara',
    name: 'Mara Sonnenberg',
    address: 'mara@weingut-sonnenberg.example',
    accountType: 'enterprise',
    company: 'Weingut Sonnenberg',
    blurb: 'Sells wine from a domain of her own. Her hosting company publishes its settings by autoconfig.',
    mailHost: 'rebstock',
    password: 'Riesling-trocken-99',
    newPassword: 'Silvaner-halbtrocken-00',
    accountPassword: null,
    tenantId: '6a1f6c1e-7d0c-4c86-9b5a-0d7a4a3f1c05',
    objectId: 'b9d8f3a0-52f1-4e0e-8e8b-5d8f7c2a1105',
  },
];
