import { toBase64 } from '../mailbox/attachment-content.ts';
import type { Mail } from '../mailbox/item.ts';
import { done, type Method } from './answer.ts';

/** Methods of a received message. */

const headers = (mail: Mail): string =>
  [
    `From: ${mail.from.name} <${mail.from.address}>`,
    `To: ${mail.to.map(({ name, address }) => `${name} <${address}>`).join(', ')}`,
    `Subject: ${mail.subject}`,
    `Date: ${new Date(mail.receivedAt).toUTCString()}`,
    `Message-ID: ${mail.internetMessageId}`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
  ].join('\r\n');

export const readMethods: Readonly<Record<number, Method<Mail>>> = {
  168: { since: 8, run: ({ item }) => done(headers(item)) },
  204: {
    since: 14,
    run: ({ item }) => done(toBase64(new TextEncoder().encode(`${headers(item)}\r\n\r\n${item.html}\r\n`))),
  },
};
