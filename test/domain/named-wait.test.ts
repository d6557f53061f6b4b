import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import { namedWait } from '../../src/domain/named-wait.ts';
import { parseReply } from '../../src/domain/reply.ts';

describe('a reply that names a wait', () => {
  it.each([
    ['450 4.2.0 <to@example.com>: Recipient address rejected: greylisted for 60 seconds by ZEROSPAM', 60 * SECOND],
    ['451 4.7.1 <to@example.com>: Recipient address rejected: Greylisted for 5 minutes', 5 * MINUTE],
    ['451 4.7.1 Greylisting in action, please come back in 00:02:00', 2 * MINUTE],
    ['450 4.7.1 Too many messages, try again in 300 seconds', 300 * SECOND],
    ['421 4.7.0 Rate limited. Please retry after 15 minutes.', 15 * MINUTE],
    ['451 4.7.1 Please wait 10 min and try again', 10 * MINUTE],
    ['454 4.7.0 Too many logins, please try again in an hour', HOUR],
    ['450 4.2.1 Please resend your message\n450 4.2.1 in 2 hours', 2 * HOUR],
    ['421 4.7.0 Try again 90 seconds later', 90 * SECOND],
    ['535 5.7.0 Account locked for 30 minutes', 30 * MINUTE],
    ['450 4.7.1 Zu viele Nachrichten, bitte in 5 Minuten erneut versuchen', 5 * MINUTE],
    ['450 4.7.1 Tageslimit erreicht, bitte in 2 Stunden erneut versuchen', 2 * HOUR],
    ['450 4.7.1 Trop de messages, veuillez essayer dans 10 minutes', 10 * MINUTE],
  ])('%s', (raw, milliseconds) => {
    expect(namedWait(parseReply(raw))).toBe(milliseconds);
  });

  it.each([
    '550 5.4.5 Daily user sending limit exceeded. You may send 500 messages in 24 hours',
    '452 4.5.3 The limit of 30 messages in 60 seconds is reached, try again later',
    '450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend your message at a later time.',
    '421 4.7.0 Try again later, closing connection.',
    '535 5.7.8 Error: authentication failed',
    '554 5.4.7 Message expired after 2 days in queue',
  ])('is told from one that names only a limit, or no time: %s', (raw) => {
    expect(namedWait(parseReply(raw))).toBeNull();
  });
});
