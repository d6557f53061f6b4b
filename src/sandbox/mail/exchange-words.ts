/** What every Exchange says in the place of the library's words, in the cloud and on a company's own server. */
export const EXCHANGE_WORDS = {
  'Ready to start TLS': '2.0.0 SMTP server ready',
  'Authentication successful': '2.7.0 Authentication successful',
  MAIL_FROM_OK: '2.1.0 Sender OK',
  RCPT_TO_OK: '2.1.5 Recipient OK',
  'End data with <CR><LF>.<CR><LF>': 'Start mail input; end with <CRLF>.<CRLF>',
  Bye: '2.0.0 Service closing transmission channel',
  Flushed: '2.0.0 Resetting',
  'Error: Must issue a STARTTLS command first': '5.7.0 Must issue a STARTTLS command first',
  'Error: Unrecognized authentication type': '5.7.4 Unrecognized authentication type',
  'Error: command not recognized': '5.3.3 Unrecognized command',
} as const;
