import { htmlOf, textOf } from '../mailbox/body.ts';
import { isDraft, type Item, type Notification, type NotificationKind } from '../mailbox/item.ts';
import { code, done, refused, text, type Call, type Method } from './answer.ts';

/** Methods that mails and drafts share. */

const asText = 0;
const mostNotifications = 5;
const kinds: readonly NotificationKind[] = [
  'informationalMessage',
  'progressIndicator',
  'errorMessage',
  'insightMessage',
];

function body({ item, given }: Call): string {
  const { format, content } = isDraft(item)
    ? { format: item.bodyType, content: item.body }
    : { format: 'html' as const, content: item.html };
  if (given['coercionType'] === asText) return format === 'text' ? content : textOf(content);
  const html = format === 'text' ? htmlOf(content) : content;
  return isDraft(item) ? html : `<html><head><meta charset="utf-8"></head><body>${html}</body></html>`;
}

async function attachmentContent({ outlook, item, given }: Call) {
  const attachment = item.attachments.find(({ id }) => id === given['id']);
  const content = attachment && (await outlook.mailbox.content(attachment.id));
  if (!attachment || content === undefined) return refused(code.attachmentUnknown);
  return done({ content, format: { file: 'base64', item: 'eml', cloud: 'url' }[attachment.kind] });
}

const handedOver = (data: unknown): string => (typeof data === 'string' ? data : JSON.stringify(data ?? null));

function notification(given: Call['given']): Notification {
  const [action] = (given['actions'] ?? []) as readonly Readonly<Record<string, unknown>>[];
  return {
    key: text(given['key']),
    type: kinds[Number(given['type'])] ?? 'informationalMessage',
    message: text(given['message']),
    icon: text(given['icon']),
    persistent: given['persistent'] === true,
    ...(action && {
      action: {
        words: text(action['actionText']),
        commandId: text(action['commandId']),
        contextData: handedOver(action['contextData']),
      },
    }),
  };
}

const others = (item: Item, key: unknown) => item.notifications.filter((shown) => shown.key !== key);
const isShown = (item: Item, key: unknown) => item.notifications.some((shown) => shown.key === key);

function keepNotifications({ outlook, item }: Call, notifications: readonly Notification[]) {
  // Outlook on the web has no buttons on what is read.
  if (!isDraft(item) && notifications.some(({ type }) => type === 'insightMessage')) return refused(code.unsupported);
  outlook.mailbox.keepForAddIn(item.id, { notifications });
  return done();
}

export const itemMethods: Readonly<Record<number, Method>> = {
  3: {
    since: 1,
    run: ({ item }) => ({ ...done(), wasSuccessful: true, customProperties: item.customProperties }),
  },
  4: {
    since: 1,
    run: async ({ outlook, item, given }) => {
      outlook.mailbox.keepForAddIn(item.id, { customProperties: JSON.stringify(given['customProperties'] ?? {}) });
      await outlook.mailbox.settled();
      return { ...done(), wasSuccessful: true };
    },
  },
  14: { since: 1, run: ({ item }) => done(isDraft(item) ? item.bodyType : 'html') },
  33: {
    since: 3,
    run: (call) => {
      if (isShown(call.item, call.given['key'])) return refused(code.notificationKeyTaken);
      if (call.item.notifications.length >= mostNotifications) return refused(code.tooManyNotifications);
      return keepNotifications(call, [...call.item.notifications, notification(call.given)]);
    },
  },
  34: { since: 3, run: ({ item }) => done(item.notifications) },
  35: {
    since: 3,
    run: (call) => keepNotifications(call, [...others(call.item, call.given['key']), notification(call.given)]),
  },
  36: {
    since: 3,
    run: (call) => {
      if (!isShown(call.item, call.given['key'])) return refused(code.notificationKeyUnknown);
      return keepNotifications(call, others(call.item, call.given['key']));
    },
  },
  37: { since: 3, run: (call) => done(body(call)) },
  99: { since: 8, run: ({ context }) => done(context) },
  150: { since: 8, run: attachmentContent },
};
