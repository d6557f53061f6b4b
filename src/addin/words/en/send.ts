import type { MessageState } from '../../../domain/outbox.ts';
import type { LeftOut } from '../../host/host.ts';
import type { Formats } from '../formats.ts';

export const sendWords = (format: Formats) => ({
  title: 'Send through your channel',
  reading: 'Reading your draft …',
  route: (sender: string, host: string) => `from ${sender} through ${host}`,
  noSubject: '(no subject)',
  recipients: (count: number) => format.plural(count, { one: '# recipient', other: '# recipients' }),
  field: { to: 'To', cc: 'Cc', bcc: 'Bcc' },
  files: 'Attachments',
  attachments: (count: number) => format.plural(count, { one: '# attachment', other: '# attachments' }),
  noAttachments: 'no attachments',
  highImportance: 'high importance',
  summary: (parts: string[]) => parts.join(', '),
  sentence: (clauses: string[]) => clauses.join('; '),
  submit: 'Send',
  home: 'Your channel',

  problem: {
    noRecipients: 'Add at least one recipient.',
    unresolved: (names: string[]) =>
      `Outlook doesn’t know who ${format.list(names)} is. Choose the person from the list or type the whole address.`,
    badAddress: (addresses: string[]) => `Check this address: ${format.list(addresses)}.`,
    cloud: (names: string[]) =>
      `${format.list(names)} is a link to the cloud, not a file. Attach it as a copy, or put the link in the text.`,
    tooLarge: (bytes: number, limit: number) =>
      `With everything packed the message has about ${format.size(bytes)}; your channel carries ${format.size(limit)}. Remove an attachment, or share it as a link.`,
    tooManyVisible: (count: number, limit: number) =>
      `To and Cc alone hold ${format.number(count)} people; your provider takes ${format.number(limit)} in one message. Move them to Bcc, or use a service made for mail to many.`,
    tooManyAttachments: (limit: number) => `More than ${format.number(limit)} attachments don’t fit in one message.`,
    from: (from: string, sender: string) =>
      `The draft is from ${from}, but your channel sends as ${sender}. Choose ${sender} under From.`,
    longSubject: (limit: number) => `The subject is too long. Keep it under ${format.number(limit)} characters.`,
  },
  warning: {
    'no-subject': () => 'There is no subject.',
    broken: () => 'Your channel needs a repair. The message waits until then.',
    changing: (secret: string) =>
      `You are changing your ${secret}. The message waits until you have entered the new one.`,
    stopped: () => 'Your IT paused this channel. The message waits until they let mail go again.',
    'unread-attachments': () =>
      'This Outlook does not show us attachments. If the draft has any, they will be missing: send it with Outlook’s own Send instead.',
  },
  leftOut: 'What Outlook keeps to itself',
  leftOutOf: {
    names:
      'Some Outlooks leave out a name they have not resolved. Whoever is missing in the list above does not get the message.',
    links: 'Some Outlooks leave out files that are links to the cloud. What is missing above does not go along.',
    importance: 'Outlook does not tell us the importance. The message goes out as normal.',
    threading: 'Outlook does not tell us which message you answer. Yours may appear as a new conversation.',
  } satisfies Record<LeftOut, string>,

  uploading: 'Handing your message over …',
  progress: (sent: number, total: number) => `${format.size(sent)} of ${format.size(total)}`,
  stay: 'Keep this pane open until it is done.',
  notHanded: 'Your draft is untouched, and trying again can’t send it twice.',

  state: {
    queued: 'Waiting for its turn',
    'in-flight': 'Being handed to the mail server …',
    held: 'Held until your channel is repaired',
    accepted: 'Sent',
    refused: 'Not sent',
    uncertain: 'Did it arrive?',
    dropped: 'Set aside',
  } satisfies Record<MessageState, string>,
  stateBody: {
    queued: 'Postlane has your message safely and sends it by itself.',
    'in-flight': 'Postlane has your message safely.',
    held: 'Postlane has your message safely. It goes out as soon as the channel works again.',
    accepted: 'The mail server took responsibility for your message.',
    refused: 'The server did not take your message. Your draft is still here.',
    uncertain:
      'Your message was handed over, but the connection broke before the server confirmed it. We don’t send it again by ourselves, so that nobody gets it twice.',
    dropped: 'Postlane does not send this message any more. Your draft is still here.',
  } satisfies Record<MessageState, string>,
  lookFirst: 'Look into Sent Items, or ask a recipient.',
  askFirst: 'Your mail server keeps no copy in Sent Items: ask a recipient.',
  heldUntil: (when: string) =>
    `Postlane has your message safely. It goes out after the repair, ${when} at the earliest.`,
  changedWaits: (when: string | null) =>
    `The draft has changed since it was handed over. The earlier version still goes out${when === null ? '' : ` ${when}`}. Stop it first if you want to send this one.`,
  changed: 'The draft has changed since it was handed over. What went is the earlier version.',
  onlyCopy:
    'Your mail server keeps no copy in Sent Items: this draft is the only one. Close it once you don’t need it. Outlook’s own Send would send it a second time.',
  gone: 'Outlook’s own Send would send it a second time.',
  asNew: 'Send as a new message',
  checking: 'Looking what became of this draft …',
  unknown: 'This draft was handed to Postlane before, but we can’t look up what became of it just now.',
  dueAt: (moment: string) => `Goes out ${moment}.`,
  retryAt: (moment: string) => `The next try is ${moment}.`,
  refusedRecipients: (count: number) =>
    format.plural(count, { one: '# recipient was refused.', other: '# recipients were refused.' }),
  othersHaveIt: 'All others have it.',
  arrived: 'It arrived',
  again: 'Send it again',
  editAndSend: 'Change the draft and send again',
  replied: (reply: string) => `The server’s reply: ${reply}`,
  closing: 'The draft closes in a moment.',
  close: 'Close the draft',
  keepOpen: 'Keep it open',
  left: 'Please delete this draft yourself',
  leftBody:
    'This Outlook does not let us close it. Don’t press Outlook’s own Send, or everyone gets the message a second time. Discard or delete the draft instead.',
  discarded: 'The draft is closed.',
});
