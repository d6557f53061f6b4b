import type { TroubleKind } from '../trouble.ts';

/** What the prepared message to the IT department is about. */
export interface ItQuestion {
  address: string;
  /** Null when the rep does not know the server. */
  server: { host: string; port: number } | null;
  trouble: { kind: TroubleKind; title: string; serverWords: string | null } | null;
}

const REMEDY: Partial<Record<TroubleKind, (address: string) => string>> = {
  'smtp-auth-off-for-mailbox': switchOn,
  'smtp-auth-off-for-tenant': switchOn,
  'password-sign-in-off': () => 'Could password sign-in for SMTP AUTH be allowed again for our organisation?',
  'security-defaults': () =>
    'Security defaults block SMTP AUTH with a password. Could there be an exception for sending?',
  'sign-in-policy': () => 'Could you look at the Entra sign-in log for this moment and allow SMTP AUTH for my account?',
  'account-locked': () => 'Could you unlock my account?',
  'sender-refused': (address) => `Could my account get the Send As right for ${address}?`,
  'certificate-untrusted': () => 'The server’s certificate is not from a public authority. Could it get one?',
  'certificate-wrong-name': () => 'The certificate is made out to another name. Which server name should I use?',
  'certificate-expired': () => 'The server’s certificate has expired. Could it be renewed?',
  'tls-not-offered': () => 'The server offers no STARTTLS at this port. Is there one that does?',
  'connection-timed-out': () => 'There is no answer at this port. Does a firewall stand in between?',
  'address-forbidden': () =>
    'The server is inside our network. Could it be added to SUBMISSION_ALLOW of the Postlane server?',
  'our-address-refused': () => 'The server refuses calls from the Postlane server. Could its address be allowed?',
};

function switchOn(address: string): string {
  return `Could you switch on Authenticated SMTP for my mailbox? In the Microsoft 365 admin center: Active users, my name, Mail, Manage email apps. Or in PowerShell: Set-CASMailbox -Identity ${address} -SmtpClientAuthenticationDisabled $false`;
}

/** The message in paragraphs of plain text; whoever opens it makes HTML of them. */
export function itMessage({ address, server, trouble }: ItQuestion): { subject: string; paragraphs: string[] } {
  const question = trouble === null ? null : (REMEDY[trouble.kind]?.(address) ?? null);
  const settings = [
    'Server name (submission, SMTP):',
    'Port (587 or 465):',
    'Security (STARTTLS or TLS):',
    'User name:',
  ];
  return {
    subject: trouble === null ? 'Which mail server may I send through?' : `Sending mail: ${trouble.title}`,
    paragraphs: [
      'Hello,',
      `I would like to send mail as ${address} from Postlane in Outlook, by SMTP submission with my own account.`,
      ...(server === null ? [] : [`Server: ${server.host}, port ${server.port}`]),
      ...(trouble === null ? [] : [`It stops here: ${trouble.title}.`]),
      ...(trouble?.serverWords ? [`The server’s words: ${trouble.serverWords}`] : []),
      ...(question === null ? [] : [question]),
      ...(trouble === null ? ['Could you tell me the settings?', ...settings] : []),
      'Thank you!',
    ],
  };
}
