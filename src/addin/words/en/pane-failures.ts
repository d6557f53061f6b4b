import type { By } from '../by.ts';
import type { PaneTrouble, WrittenTrouble } from '../trouble.ts';
import { signIn } from './sign-in.ts';

/** Failures between the pane, our server and the mail client. */
export const paneFailures = (by: By): Record<PaneTrouble['kind'], WrittenTrouble> => ({
  'invalid-request': {
    title: 'Something was filled in wrongly',
    explanation: 'Postlane could not make sense of what was entered.',
    next: 'Check the details and try again.',
    whoCan: 'you',
  },
  unauthenticated: {
    title: 'Your sign-in was not accepted',
    explanation: 'Postlane could not confirm who you are. Your account may have been signed out.',
    next: 'Sign in again.',
    whoCan: 'you',
  },
  'issuer-away': {
    title: 'We cannot check who you are just now',
    explanation: 'The sign-in service does not answer Postlane. Nothing of yours is lost.',
    next: 'Try again in a moment.',
    whoCan: 'nobody-wait',
  },
  'admins-only': {
    title: by('This is for your company’s administrators', 'This is for a company’s administrators'),
    explanation: 'Whoever runs Postlane has not named you as one of them, or does so no longer.',
    next: by('Ask your IT department.', 'Ask whoever runs Postlane.'),
    whoCan: by('it', 'operator'),
  },
  'policy-forbids': {
    title: 'Your company does not allow this',
    explanation: 'Your company’s IT has set how mail may be sent.',
    next: by('Choose another way.', 'Choose another way, or ask whoever has set it.'),
    whoCan: by('it', 'you'),
  },
  'not-found': {
    title: 'This is no longer there',
    explanation: 'It may have been removed in another window.',
    next: 'Go back and look again.',
    whoCan: 'you',
  },
  conflict: {
    title: 'Something else happened meanwhile',
    explanation: 'Things have changed since this was shown, perhaps in another window.',
    next: 'Go back and look again.',
    whoCan: 'you',
  },
  'sender-not-allowed': {
    title: 'The From address is not your channel’s',
    explanation: 'A channel sends only from the address it was proven for.',
    next: 'Choose your channel’s address under From in the message.',
    whoCan: 'you',
  },
  'sender-unproven': {
    title: 'It is not shown yet that this address is yours',
    explanation: 'Your channel’s server takes mail from any address, so it cannot vouch for this one.',
    next: 'Have a code sent to it, and enter that on your channel’s page.',
    whoCan: 'you',
  },
  'code-wrong': {
    title: 'That is not the code',
    explanation: 'One digit may have gone astray, or it is the code of an earlier message.',
    next: 'Enter the newest one.',
    whoCan: 'you',
  },
  'code-over': {
    title: 'This code counts no more',
    explanation: 'It was sent more than half an hour ago, or a wrong one was entered too often.',
    next: 'Have a new one sent.',
    whoCan: 'you',
  },
  'over-size': {
    title: 'The message is too large',
    explanation: 'It is heavier than your channel may carry. Attachments grow by about a third on their way.',
    next: 'Remove an attachment, or share it as a link.',
    whoCan: 'you',
  },
  'over-recipients': {
    title: 'Too many recipients',
    explanation: 'Your provider takes fewer people in one message.',
    next: 'Send the message to smaller groups.',
    whoCan: 'you',
  },
  'over-share': {
    title: 'Your part of the default channel is used up',
    explanation: 'It carries mail to a few people a day for each of you, and what still waits counts too.',
    next: 'Send to fewer people, wait until tomorrow, or set up a channel of your own.',
    whoCan: 'you',
  },
  'too-many-requests': {
    title: 'A little too fast',
    explanation: 'There were many requests in a short time.',
    next: 'Wait a minute and try again.',
    whoCan: 'nobody-wait',
  },
  'login-too-soon': {
    title: 'It is too soon to try again',
    explanation:
      'The mail server refused this sign-in a short while ago. Accounts are locked after a few of those, so Postlane tries it once an hour at most. Nothing was tried now.',
    next: 'Wait an hour. Another password or key, or a new sign-in, need not wait.',
    whoCan: 'nobody-wait',
  },
  internal: {
    title: 'Something broke on our side',
    explanation: 'It is not your fault, and nothing of yours is lost.',
    next: by(
      'Try again. If it stays so, give your IT department the reference below.',
      'Try again. If it stays so, tell whoever runs Postlane the reference below.',
    ),
    whoCan: by('it', 'operator'),
  },
  'backend-away': {
    title: 'Postlane cannot be reached',
    explanation: 'You may be offline, or the service is away for a moment. Nothing of yours is lost.',
    next: 'Check your connection and try again.',
    whoCan: 'nobody-wait',
  },
  'backend-unknown': {
    title: 'This pane and the service don’t match',
    explanation: 'One of the two is older than the other, so they no longer understand each other.',
    next: 'Close the pane and open it again. If that does not help, restart Outlook.',
    whoCan: 'you',
  },
  'not-signed-in': signIn(by).needed,
  'attachment-unreadable': {
    title: 'Outlook did not hand over an attachment',
    explanation: 'It may still be uploading, or Outlook keeps it to itself. Nothing was sent.',
    next: 'Wait a moment and try again, or attach the file anew.',
    whoCan: 'you',
  },
  'mailbox-busy': {
    title: 'Your mail is on its way just now',
    explanation: 'Postlane is signed in there at this very moment, and signs in at one place at a time.',
    next: 'Try again in a minute.',
    whoCan: 'nobody-wait',
  },
  'sign-in-unknown': {
    title: 'That sign-in is over',
    explanation: 'It was used already, or took more than ten minutes.',
    next: 'Sign in again.',
    whoCan: 'you',
  },
  'other-account': {
    title: 'You signed in as somebody else',
    explanation: 'The account you chose is not the one of this mailbox.',
    next: 'Sign in again with the mailbox’s own account.',
    whoCan: 'you',
  },
  'channel-exists': {
    title: 'There is a channel for that already',
    explanation: 'Another channel of yours sends from this address with the account you signed in with.',
    next: 'Send through that one, or sign in here with another account.',
    whoCan: 'you',
  },
  'credential-bound': {
    title: 'This sign-in is one person’s',
    explanation: 'Whoever sends by it sends as that person. So Postlane gives it to nobody else.',
    next: 'Share a service that belongs to the company, or invite each colleague to connect alone.',
    whoCan: 'you',
  },
  'of-team': {
    title: 'This channel is your team’s',
    explanation: 'Your administrator looks after it: what it signs in with is not yours to change.',
    next: by('Ask your IT department.', 'Ask your administrator.'),
    whoCan: by('it', 'operator'),
  },
  'domain-unproven': {
    title: by('Your company’s domain has to be proven again', 'The domain has to be proven again'),
    explanation: by(
      'A record in its DNS says that the domain is your company’s, and Postlane does not find it there now.',
      'A record in its DNS says whose the domain is, and Postlane does not find it there now.',
    ),
    next: by(
      'Ask your IT department to look at the record that Postlane shows to administrators.',
      'Ask whoever has proven it in Postlane to look at the record shown there.',
    ),
    whoCan: by('it', 'operator'),
  },
  'window-closed': {
    title: 'The sign-in was not finished',
    explanation: 'Its window was closed, or was not let open.',
    next: 'Start it again and finish it in the window that opens.',
    whoCan: 'you',
  },
  'window-blocked': {
    title: 'The sign-in window was blocked',
    explanation: 'Your browser did not let the window open in which you sign in.',
    next: 'Allow pop-ups for this page: most browsers show a sign beside the address. Then start it again.',
    whoCan: 'you',
  },
  'window-busy': {
    title: 'Another window is still open',
    explanation: 'Outlook opens one window of Postlane at a time.',
    next: 'Close the other one, then start again.',
    whoCan: 'you',
  },
  'host-timed-out': {
    title: 'Outlook does not answer',
    explanation: 'The pane asked Outlook for something and got no reply.',
    next: 'Try again. If it stays so, close this pane and open it anew.',
    whoCan: 'you',
  },
  'host-unsupported': {
    title: 'This Outlook is too old for that',
    explanation: 'What is needed here came with a later version of Outlook.',
    next: by(
      'Use Outlook on the web, or ask your IT department for an update.',
      'Use Outlook on the web, or update Outlook.',
    ),
    whoCan: by('it', 'you'),
  },
  'host-moved-on': {
    title: 'Another message is open now',
    explanation: 'You went to another message while this one was being read. It is untouched.',
    next: 'Open the draft again to send it.',
    whoCan: 'you',
  },
  'host-refused': {
    title: 'Outlook said no',
    explanation: 'The mail client did not allow what the pane asked for.',
    next: 'Try again. If it stays so, close the message and open it anew.',
    whoCan: 'you',
  },
});
