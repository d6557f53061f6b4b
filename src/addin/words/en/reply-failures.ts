import type { ReplyFailureKind } from '../../../domain/failure.ts';
import type { By } from '../by.ts';
import type { WrittenTrouble } from '../trouble.ts';
import { LOOK } from './support.ts';

export const replyFailures = (by: By): Record<ReplyFailureKind, WrittenTrouble> => ({
  'password-rejected': {
    title: 'The password was not accepted',
    explanation:
      'The server did not take this user name and password together. Perhaps the password was changed recently.',
    next: 'Type your current password again. Take your time: too many wrong ones lock the account.',
    whoCan: 'you',
  },
  'token-rejected': {
    title: 'The server does not take your sign-in',
    explanation: 'You signed in, and yet the server refuses to send for this mailbox.',
    next: 'Sign in once more, with the account that owns the mailbox.',
    whoCan: 'you',
  },
  'password-expired': {
    title: 'Your password has run out',
    explanation: by(
      'It was right once, but your company asks for a new one now.',
      'It was right once, but your provider asks for a new one now.',
    ),
    next: by(
      'Change your password at work as usual, then enter the new one here.',
      'Change your password at your provider, then enter the new one here.',
    ),
    whoCan: 'you',
  },
  'account-locked': {
    title: 'Your account is locked',
    explanation:
      'Usually there were too many failed sign-ins, not always your own. Some accounts open again by themselves after a while. Many tries keep them shut, so Postlane tries once an hour at the most.',
    next: by('Ask your IT department to unlock your account.', LOOK),
    whoCan: 'it',
  },
  'app-password-required': {
    title: 'An app password is needed',
    explanation: 'Your usual password is for the website. Programs need a password made just for them.',
    next: 'Create an app password in your account’s security settings and enter it here.',
    whoCan: 'you',
  },
  'browser-sign-in-required': {
    title: 'The provider wants to see you first',
    explanation: 'This sign-in looked unusual, so it was held back until you confirm that it was you.',
    next: 'Sign in to your mailbox in a browser, confirm the sign-in, then try again.',
    whoCan: 'you',
  },
  'password-sign-in-off': {
    title: 'Passwords are no longer accepted here',
    explanation: by(
      'Your company’s mail service has stopped taking passwords for sending. Yours may be perfectly right.',
      'Your provider has stopped taking passwords for sending. Yours may be perfectly right.',
    ),
    next: by(
      'Ask your IT department whether they can allow it again.',
      'Where you may sign in instead, do that; otherwise send through another service.',
    ),
    whoCan: by('it', 'you'),
  },
  'smtp-auth-off-for-mailbox': {
    title: 'Sending is switched off for your mailbox',
    explanation: by(
      'What you sign in with may be perfectly right. One switch on your mailbox, “Authenticated SMTP”, is off.',
      'What you sign in with may be perfectly right. Your provider lets programs send only where that is switched on.',
    ),
    next: by(
      'Ask your IT department to switch it on for your mailbox. It takes a minute.',
      'Look in your mailbox’s settings for sending by other programs (SMTP), and switch it on.',
    ),
    whoCan: by('it', 'you'),
  },
  'smtp-auth-off-for-tenant': {
    title: by('Sending is switched off for your company', 'Sending is switched off at this service'),
    explanation:
      'What you sign in with may be perfectly right. “Authenticated SMTP” is off for everyone, and your mailbox follows that.',
    next: by('Ask your IT department to switch it on for your mailbox alone. It takes a minute.', LOOK),
    whoCan: 'it',
  },
  'security-defaults': {
    title: by('Your company’s security settings forbid it', 'The account’s security settings forbid it'),
    explanation: 'Security defaults are on, and they close the door to every sign-in with a password only.',
    next: by('Ask your IT department. They decide whether there can be an exception.', LOOK),
    whoCan: 'it',
  },
  'sign-in-policy': {
    title: by('A sign-in rule of your company said no', 'A rule of the mail service refused the sign-in'),
    explanation: 'The rule may ask for a second factor, a known device or a known place.',
    next: by('Ask your IT department to look at the sign-in log and allow sending for you.', LOOK),
    whoCan: 'it',
  },
  'mailbox-unavailable': {
    title: 'The mailbox cannot be used',
    explanation: 'The server let you in but has no active mailbox for you. Often a licence is missing.',
    next: by('Ask your IT department to check your mailbox and its licence.', LOOK),
    whoCan: 'it',
  },
  'sending-forbidden': {
    title: 'Your account may not send just now',
    explanation:
      'Microsoft knows your sign-in, and yet takes no message from you. Often a licence is gone, or the leave to send was taken back.',
    next: by(
      'Ask your IT department to check both. Then check again here, or sign in once more.',
      'Look at your provider’s help pages, or ask its support. Then check again here, or sign in once more.',
    ),
    whoCan: 'it',
  },
  'authentication-required': {
    title: 'The server did not take the sign-in',
    explanation: 'It asks for a sign-in again before it takes any mail.',
    next: 'Enter your password again.',
    whoCan: 'you',
  },
  'tls-required': {
    title: 'The server insists on a protected connection',
    explanation: 'It takes no mail at this port without encryption.',
    next: 'Choose the other kind of security under Details.',
    whoCan: 'you',
  },
  'authentication-unavailable': {
    title: 'The server cannot check passwords just now',
    explanation: 'This is the server’s own trouble and says nothing about what you sign in with.',
    next: 'Try again in a few minutes.',
    whoCan: 'nobody-wait',
  },
  'too-many-logins': {
    title: 'Too many sign-ins in a short time',
    explanation: 'The provider asks everyone who signs in often to pause.',
    next: 'Wait a quarter of an hour before the next try.',
    whoCan: 'nobody-wait',
  },
  'sender-refused': {
    title: 'You may not send from this address',
    explanation: 'The sign-in worked, but this account has no right to send as the sender you entered.',
    next: by(
      'Use the address of your own mailbox as sender, or ask your IT department for the right to send as this one.',
      'Use the address of your own mailbox as sender.',
    ),
    whoCan: 'you',
  },
  'send-as-denied': {
    title: 'Your account may not send from this address',
    explanation:
      'The sign-in worked, but the account has no right to send as the sender’s address, so the server refuses each message.',
    next: by(
      'Sign in with that address’s own account, or ask your IT department for the right to send as it (“Send as”).',
      'Sign in with that address’s own account, or use the address of your own mailbox as sender.',
    ),
    whoCan: by('it', 'you'),
  },
  'sender-deferred': {
    title: 'The server does not take this sender just now',
    explanation: 'It could not decide about the sender’s address and asks us to come back later.',
    next: 'Try again in a few minutes.',
    whoCan: 'nobody-wait',
  },
  'sender-blocked': {
    title: 'Your mailbox is blocked from sending',
    explanation: 'The provider saw mail from it that looked like spam, perhaps because someone else has got in.',
    next: by('Ask your IT department to lift the block.', LOOK),
    whoCan: 'it',
  },
  'sender-throttled': {
    title: 'The provider has paused your mailbox',
    explanation:
      'There were too many errors when sending, such as recipients who do not exist. The pause ends by itself; nobody can shorten it.',
    next: 'Wait a day before the next try.',
    whoCan: 'nobody-wait',
  },
  'recipient-refused': {
    title: 'A recipient’s address was refused',
    explanation: 'The server says that it cannot deliver there. Often the address is misspelled or no longer in use.',
    next: 'Check the address and send to it again.',
    whoCan: 'you',
  },
  'recipient-deferred': {
    title: 'A recipient’s mailbox is not ready',
    explanation: 'It is full or its server asks us to come back later. Postlane tries again by itself.',
    next: 'Nothing to do for now.',
    whoCan: 'nobody-wait',
  },
  'too-many-recipients': {
    title: 'Too many recipients at once',
    explanation: 'The server takes fewer people in one message.',
    next: 'Send the message to smaller groups.',
    whoCan: 'you',
  },
  'message-too-large': {
    title: 'The message is too large for the server',
    explanation: 'Attachments grow by about a third on their way.',
    next: 'Remove an attachment, or share it as a link.',
    whoCan: 'you',
  },
  'content-refused': {
    title: 'The server did not take the content',
    explanation: 'Something in the text or an attachment looked like spam or a virus to it.',
    next: 'Read the server’s words below, change the message and send it again.',
    whoCan: 'you',
  },
  'policy-refused': {
    title: 'A rule of the mail service said no',
    explanation: 'The server will not take this message. Its own words tell which rule it was.',
    next: by(
      'Show the server’s words to your IT department.',
      'Look at your provider’s help pages, or show the server’s words to its support.',
    ),
    whoCan: 'it',
  },
  'policy-deferred': {
    title: 'The server asks for patience',
    explanation: 'A rule of the mail service holds the message back for now. Postlane tries again by itself.',
    next: 'Nothing to do for now.',
    whoCan: 'nobody-wait',
  },
  'our-address-refused': {
    title: 'The server does not take calls from Postlane',
    explanation: 'It refuses the internet address of the Postlane server, not your account.',
    next: by('Ask your IT department to allow the Postlane server.', 'Tell whoever runs Postlane.'),
    whoCan: by('it', 'operator'),
  },
  'tenant-blocked': {
    title: by('Your whole company is blocked from sending', 'The whole organisation is blocked from sending'),
    explanation: by(
      'The provider has stopped mail from all of your company’s mailboxes.',
      'The provider has stopped mail from all mailboxes of the organisation that this one belongs to.',
    ),
    next: by('Tell your IT department. They can talk to the provider.', LOOK),
    whoCan: 'it',
  },
  'mailbox-quota-exceeded': {
    title: 'Your mailbox has reached today’s limit',
    explanation: 'The provider lets each mailbox write to so many people in 24 hours.',
    next: 'Waiting mail goes out by itself as soon as there is room again.',
    whoCan: 'nobody-wait',
  },
  'tenant-quota-exceeded': {
    title: by('Your company has reached today’s limit', 'The whole organisation has reached today’s limit'),
    explanation: by(
      'The provider lets the whole company write to so many people in 24 hours.',
      'The provider lets the organisation that this mailbox belongs to write to so many people in 24 hours.',
    ),
    next: 'Waiting mail goes out by itself as soon as there is room again.',
    whoCan: 'nobody-wait',
  },
  'tenant-throttled': {
    title: by(
      'The provider asks your whole company to go slower',
      'The provider asks the whole organisation to go slower',
    ),
    explanation: 'Not only your mail waits. Postlane tries again by itself as soon as it may.',
    next: 'Nothing to do for now.',
    whoCan: 'nobody-wait',
  },
  throttled: {
    title: 'The provider asks to go slower',
    explanation: 'Postlane waits a little and tries again by itself.',
    next: 'Nothing to do for now.',
    whoCan: 'nobody-wait',
  },
  'too-many-connections': {
    title: 'The mailbox is busy',
    explanation: 'Other programs are sending from it at the same moment. Postlane tries again by itself.',
    next: 'Nothing to do for now.',
    whoCan: 'nobody-wait',
  },
  'temporarily-unavailable': {
    title: 'The server is out of order just now',
    explanation: 'It says so itself and asks to come back later.',
    next: 'Try again in a few minutes.',
    whoCan: 'nobody-wait',
  },
  rejected: {
    title: 'The server said no',
    explanation: 'It gave a reason that we don’t know. Its own words are below.',
    next: by(
      'Show the server’s words to your IT department.',
      'Look at your provider’s help pages, or show the server’s words to its support.',
    ),
    whoCan: 'it',
  },
  'default-channel-refused': {
    title: 'The default channel is out of order',
    explanation:
      'Its mail server does not let Postlane in any more. It is none of your passwords, and nothing of yours is lost.',
    next: by(
      'Whoever runs Postlane has to mend it. A channel of your own does not depend on it.',
      'Whoever runs Postlane has to mend it. A channel of your own does not depend on it.',
    ),
    whoCan: by('it', 'operator'),
  },
});
