import { isDraft, type Attachment, type Item, type Recipient } from '../mailbox/item.ts';
import { minorOf } from '../setting.ts';
import type { Outlook } from './outlook.ts';

const kindNumber = { file: 0, item: 1, cloud: 2 } as const;

/** An attachment as the wire carries it. */
export const wireAttachment = (attachment: Attachment) => ({
  id: attachment.id,
  name: attachment.name,
  size: attachment.sizeBytes,
  attachmentType: kindNumber[attachment.kind],
  contentType: attachment.contentType,
  isInline: attachment.isInline,
  contentId: attachment.contentId || undefined,
});

/** A person as the wire carries one: colleagues are users, the others external. */
export const wirePerson = ({ name, address }: Recipient, owner: string) => ({
  name,
  address,
  recipientType: address.split('@')[1] === owner.split('@')[1] ? 2 : 3,
  appointmentResponse: 0,
});

/** What office.js learns about the user and the item before onReady, and again with every ItemChanged. */
export function initialData(outlook: Outlook, item: Item | undefined): object {
  const { person, setting } = outlook;
  const user = {
    permissionLevel: 2,
    hostVersion: '20261106004.14',
    owaView: 'ThreeColumns',
    userDisplayName: person.name,
    userEmailAddress: person.address,
    userTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    // userProfile.accountType came with Mailbox 1.6.
    ...(minorOf(setting) >= 6 && { userProfileType: person.accountType }),
    isRestIdSupported: true,
    timeZoneOffsets: [],
    openWindowOpen: false,
    nativeFlights: { UILessCommandsV2: true },
  };
  if (!item) return { ...user, itemType: 6 };
  const common = { ...user, itemNumber: 1, conversationId: item.conversationId, isFromSharedFolder: false };
  if (isDraft(item)) return { ...common, itemType: 4, id: item.itemId || null, inReplyTo: item.inReplyTo };
  const people = (recipients: readonly Recipient[]) =>
    recipients.map((recipient) => wirePerson(recipient, person.address));
  const time = Date.parse(item.receivedAt);
  return {
    ...common,
    itemType: 1,
    id: item.id,
    isRead: item.isRead,
    subject: item.subject,
    normalizedSubject: item.subject.replace(/^((re|fwd?|aw|wg):\s*)+/i, ''),
    from: wirePerson(item.from, person.address),
    sender: wirePerson(item.from, person.address),
    to: people(item.to),
    cc: people(item.cc),
    bcc: [],
    attachments: item.attachments.map(wireAttachment),
    internetMessageId: item.internetMessageId,
    itemClass: 'IPM.Note',
    dateTimeCreated: time,
    dateTimeModified: time,
  };
}
