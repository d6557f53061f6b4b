import type { ReplyFailureKind, Stage } from './failure.ts';

/** The subject and detail of an enhanced status code, without its class. RFC 3463, the registry of RFC 5248, and Exchange Online's own numbers. */
const KIND_OF_DETAIL: readonly { detail: RegExp; kind: ReplyFailureKind }[] = [
  { detail: /^1\.[78]$/, kind: 'sender-refused' },
  { detail: /^1\.90$/, kind: 'mailbox-quota-exceeded' },
  { detail: /^1\./, kind: 'recipient-refused' },
  { detail: /^2\.3$/, kind: 'message-too-large' },
  { detail: /^2\.12[12]$/, kind: 'throttled' },
  { detail: /^2\.25\d$/, kind: 'sender-throttled' },
  { detail: /^2\.[124]$/, kind: 'recipient-refused' },
  { detail: /^3\.4$/, kind: 'message-too-large' },
  { detail: /^5\.3$/, kind: 'too-many-recipients' },
  { detail: /^6\./, kind: 'content-refused' },
  { detail: /^7\.10$/, kind: 'tls-required' },
  { detail: /^7\.13$/, kind: 'sender-blocked' },
  { detail: /^7\.(2[0-4]|26|509|515)$/, kind: 'policy-refused' },
  { detail: /^7\.(25|511|60[6-9]|6[1-4]\d)$/, kind: 'our-address-refused' },
  { detail: /^7\.27$/, kind: 'sender-refused' },
  { detail: /^7\.28$/, kind: 'throttled' },
  { detail: /^7\.30$/, kind: 'password-sign-in-off' },
  { detail: /^7\.50[1-3]$/, kind: 'sender-blocked' },
  { detail: /^7\.703$/, kind: 'policy-refused' },
  { detail: /^7\.7\d\d$/, kind: 'tenant-blocked' },
  { detail: /^7\.(1[23]\d|505)$/, kind: 'recipient-refused' },
];

/** What an enhanced status code says by itself; null when it says too little. Under class 4, X.7.5xx to X.7.6xx are Exchange Online's throttles. */
export function kindOfEnhanced(enhanced: string): ReplyFailureKind | null {
  if (/^4\.7\.[56]\d\d$/.test(enhanced)) return 'throttled';
  // RFC 3463's "mail system congestion"; Gmail alone prints it as a permanent failure, and means the day's limit.
  if (enhanced === '5.4.5') return 'mailbox-quota-exceeded';
  const detail = enhanced.slice(2);
  return KIND_OF_DETAIL.find((row) => row.detail.test(detail))?.kind ?? null;
}

/** Whether an enhanced code says that the mail system or its network is in trouble, and nobody else. RFC 3463 3.4 and 3.5. */
export const isOutage = (enhanced: string): boolean => /^5\.(3\.[0125]|4\.\d+)$/.test(enhanced);

/** What a permanent reply code says by itself, by the stage it came at. RFC 5321 4.2.3, RFC 4954 6, RFC 5248 2.4. */
export function kindOfCode(code: number, stage: Stage | null): ReplyFailureKind {
  if (code === 530) return 'authentication-required';
  switch (stage) {
    case 'connect':
    case 'greeting':
    case 'ehlo':
      return 'our-address-refused';
    case 'auth':
      // The command itself was not taken, so the password was never looked at.
      return [500, 502, 503, 504, 523, 524, 538].includes(code) ? 'password-sign-in-off' : 'password-rejected';
    case 'mail':
      return code === 552 ? 'message-too-large' : code === 554 ? 'policy-refused' : 'sender-refused';
    case 'rcpt':
      return 'recipient-refused';
    case 'data':
    case 'after-data':
      return code === 552
        ? 'message-too-large'
        : code === 553
          ? 'sender-refused'
          : code >= 550
            ? 'policy-refused'
            : 'rejected';
    case 'starttls':
      // It offered TLS, and has it no more: no message is to blame.
      return 'temporarily-unavailable';
    case 'quit':
      return 'rejected';
    case null:
      return KIND_OF_CODE[code] ?? 'rejected';
  }
}

const KIND_OF_CODE: Partial<Record<number, ReplyFailureKind>> = {
  550: 'policy-refused',
  551: 'recipient-refused',
  552: 'message-too-large',
  553: 'recipient-refused',
  554: 'policy-refused',
};
