import type { Instant } from '../../../domain/instant.ts';
import type { Formats } from '../formats.ts';
import type { TroubleKind } from '../trouble.ts';
import { itRemedies, type ItSubject } from './it-remedies.ts';

/** What the prepared message to the IT department is about. */
export interface ItQuestion extends ItSubject {
  /** Null when nothing has gone wrong and only the settings are wanted. */
  trouble: { kind: TroubleKind; title: string; serverWords: string | null } | null;
  /** When the trouble was met; of none, when the question is asked. */
  at: Instant;
}

/** Outlook takes 32 KB of a body, and nobody reads more than this of a server's words. */
const LONGEST = 2_000;

const shortened = (words: string): string => (words.length > LONGEST ? `${words.slice(0, LONGEST)} …` : words);

const SETTINGS = [
  'Could you tell me the settings?',
  'Server name (submission, SMTP):',
  'Port (587 or 465):',
  'Security (STARTTLS or TLS):',
  'User name:',
];

/** The message in paragraphs of plain text; whoever opens it makes HTML of them. */
export const itMessageWords =
  (format: Formats) =>
  ({ address, login, server, consentLink, trouble, at }: ItQuestion): { subject: string; paragraphs: string[] } => ({
    subject: trouble === null ? 'Which mail server may I send through?' : `Sending mail: ${trouble.title}`,
    paragraphs: [
      'Hello,',
      `I would like to send mail as ${address} from Postlane in Outlook, by SMTP submission with my own account.`,
      ...(server === null ? [] : [`Server: ${server.host}, port ${String(server.port)}`]),
      ...(trouble === null
        ? SETTINGS
        : whatHappened(trouble, format.stamp(at), { address, login, server, consentLink })),
      'Thank you!',
    ],
  });

function whatHappened(
  { kind, title, serverWords }: NonNullable<ItQuestion['trouble']>,
  moment: string,
  subject: ItSubject,
): string[] {
  const remedy = itRemedies[kind]?.(subject);
  return [
    `On ${moment} it stopped here: ${title}.`,
    ...(serverWords === null ? [] : [`The server’s words: ${shortened(serverWords)}`]),
    ...(remedy === undefined ? [] : [remedy.question, ...remedy.where]),
    ...(remedy?.unchanged ? [remedy.unchanged] : []),
  ];
}
