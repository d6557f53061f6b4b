import { GRAPH } from '../../../domain/transport.ts';
import type { By } from '../by.ts';
import type { Formats } from '../formats.ts';

/** Sending by Microsoft Graph, where the mail server is closed to programs. */
export const graphWords = (format: Formats, by: By) => ({
  instead: 'Send by Microsoft Graph instead',
  offer: `There is a second way out of your mailbox, Microsoft Graph, and it is open. You sign in with Microsoft for it. Messages may have up to ${format.size(GRAPH.messageBytes)}; nothing else changes for you.`,
  title: 'Send by Microsoft Graph',
  intro: `Sign in with Microsoft, and your mail leaves by Microsoft Graph. Waiting mail, history and settings stay. Messages may have up to ${format.size(GRAPH.messageBytes)}.`,
  /** Where an account's sign-in name is no address, only what the service vouches for tells whose it is. */
  onlyItself: by(
    'Microsoft Graph sends only as the account itself. If this is your own and just its sign-in name differs from your address, tell your IT department: Microsoft has to vouch for that address first.',
    'Microsoft Graph sends only as the account itself. Sign in with the account of this mailbox.',
  ),
  done: 'Your channel sends by Microsoft Graph now',
  sends: 'sends by Microsoft Graph',
});
