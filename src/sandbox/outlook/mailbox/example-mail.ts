import type { Person } from '../sandbox-api.ts';
import type { Attachment, Mail, Recipient } from './item.ts';

interface Sample {
  readonly id: string;
  readonly from: Recipient;
  readonly cc?: readonly Recipient[];
  readonly subject: string;
  readonly minutesAgo: number;
  readonly isRead: boolean;
  readonly importance?: Mail['importance'];
  readonly html: string;
  readonly attachments?: readonly Attachment[];
}

const bars = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="120" viewBox="0 0 420 120"><rect width="420" height="120" rx="8" fill="#eef4fb"/><g fill="#0f6cbd"><rect x="30" y="70" width="48" height="30"/><rect x="110" y="52" width="48" height="48"/><rect x="190" y="60" width="48" height="40"/><rect x="270" y="34" width="48" height="66"/><rect x="350" y="20" width="40" height="80"/></g></svg>`;

const priceList =
  'Item;Unit;Price\nSmall option;piece;1 240,00 €\nLarger option;piece;1 690,00 €\nService, yearly;contract;480,00 €\n';

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const file = (id: string, name: string, contentType: string, content: string, contentId = ''): Attachment => ({
  ...{ id, name, contentType, contentId },
  sizeBytes: new TextEncoder().encode(content).length,
  kind: 'file',
  isInline: contentId !== '',
});

/** The mails a new mailbox starts with, and their attachments' contents (base64) by attachment id. */
export function exampleMail(owner: Person, people: readonly Person[]) {
  const firstName = owner.name.split(' ')[0] ?? owner.name;
  const chart = file(`${owner.id}-chart`, 'quarter.svg', 'image/svg+xml', bars, 'quarter@brightwater.example');
  const prices = file(`${owner.id}-prices`, 'Price list.csv', 'text/csv', priceList);
  const friend = people.find((person) => person.id !== owner.id) ?? owner;

  const samples: readonly Sample[] = [
    {
      id: `${owner.id}-offer`,
      from: { name: 'Amelia Hart', address: 'amelia.hart@brightwater.example' },
      subject: 'Re: Your offer for Brightwater',
      minutesAgo: 18,
      isRead: false,
      html: `<p>Hi ${firstName},</p><p>thank you for the offer. We would like to go ahead with <b>the larger option</b> and the yearly service. Could you send me the final figures by Thursday, so that I can take them to the board?</p><p>What we needed last quarter, to help you with the size:</p><p><img src="cid:${chart.contentId}" alt="Need by week" width="420"></p><p>Best wishes<br>Amelia</p>`,
      attachments: [chart],
    },
    {
      id: `${owner.id}-tender`,
      from: { name: 'Jonas Lindqvist', address: 'jonas.lindqvist@nordhavn.example' },
      cc: [{ name: 'Priya Raman', address: 'priya.raman@larkspur.example' }],
      subject: 'Tender documents, closing Friday 12:00',
      minutesAgo: 95,
      isRead: false,
      importance: 'high',
      html: `<p>Dear ${firstName},</p><p>please find the list we compared at our meeting. The tender closes on <b>Friday at noon</b>; offers by mail only, please, and from your own company address, because our portal files them by sender.</p><p>Kind regards<br>Jonas Lindqvist<br>Nordhavn Harbour Works</p>`,
      attachments: [prices],
    },
    {
      id: `${owner.id}-friend`,
      from: friend,
      subject: 'Lunch on Tuesday?',
      minutesAgo: 60 * 22,
      isRead: true,
      html: `<p>Hello ${firstName}, the usual place at half past twelve? I have news about the autumn fair.</p><p>${friend.name}</p>`,
    },
    {
      id: `${owner.id}-zolty`,
      from: { name: 'Łukasz Żółty', address: 'lukasz.zolty@wisla.example' },
      subject: 'Zamówienie nr 4711 – potwierdzenie 🚚',
      minutesAgo: 60 * 47,
      isRead: true,
      html: `<p>Dzień dobry ${firstName},</p><p>potwierdzam zamówienie 4711. Dostawa w przyszłym tygodniu.</p><p>Pozdrawiam<br>Łukasz Żółty</p>`,
    },
  ];

  const now = Date.now();
  const mails = samples.map(({ minutesAgo, cc = [], importance = 'normal', attachments = [], ...rest }): Mail => ({
    ...rest,
    ...{ cc, importance, attachments },
    folder: 'inbox',
    to: [{ name: owner.name, address: owner.address }],
    receivedAt: new Date(now - minutesAgo * 60_000).toISOString(),
    internetMessageId: `<${rest.id}@${rest.from.address.split('@')[1] ?? 'example'}>`,
    conversationId: `C-${rest.id}`,
    customProperties: '{}',
    notifications: [],
    internetHeaders: {},
  }));
  const contents = new Map([
    [chart.id, base64(bars)],
    [prices.id, base64(priceList)],
  ]);
  return { mails, contents };
}
