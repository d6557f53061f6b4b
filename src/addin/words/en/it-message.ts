import type { Instant } from '../../../domain/instant.ts';
import type { Formats } from '../formats.ts';
import type { TroubleKind } from '../trouble.ts';
import { filledInRemedy, itRemedies, keyRemedy, type ItRemedy, type ItSubject } from './it-remedies.ts';

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
  ({ trouble, at, ...subject }: ItQuestion): { subject: string; paragraphs: string[] } => ({
    subject: trouble === null ? 'Which mail server may I send through?' : `Sending mail: ${trouble.title}`,
    paragraphs: [
      'Hello,',
      `I would like to send mail as ${subject.address} from Postlane in Outlook, by SMTP submission with ${account(subject)}.`,
      ...(subject.server === null ? [] : [`Server: ${subject.server.host}, port ${String(subject.server.port)}`]),
      ...(trouble === null ? SETTINGS : whatHappened(trouble, format.stamp(at), subject)),
      'Thank you!',
    ],
  });

const account = ({ key }: ItSubject): string => (key ? `our ${key.name} at ${key.service}` : 'my own account');

function remedyOf(kind: TroubleKind, subject: ItSubject): ItRemedy | undefined {
  if (kind === 'password-rejected' && subject.key) return keyRemedy(subject.key);
  return itRemedies[kind]?.(subject) ?? (subject.filledIn ? filledInRemedy : undefined);
}

function whatHappened(
  { kind, title, serverWords }: NonNullable<ItQuestion['trouble']>,
  moment: string,
  subject: ItSubject,
): string[] {
  const remedy = remedyOf(kind, subject);
  return [
    `On ${moment} it stopped here: ${title}.`,
    ...(serverWords === null ? [] : [`The server’s words: ${shortened(serverWords)}`]),
    ...(remedy === undefined ? [] : [remedy.question, ...remedy.where]),
    ...(remedy?.unchanged ? [remedy.unchanged] : []),
  ];
}
