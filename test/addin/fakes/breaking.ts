import type { Channel } from '../../../src/contract/shapes.ts';
import type { ReplyFailureKind } from '../../../src/domain/failure.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { aChannel, NOW } from './mail.ts';

const TEXT = '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.';

/** A channel whose server has been saying no for half an hour. */
export const aBrokenChannel = (kind: ReplyFailureKind, change: Partial<Channel> = {}): Channel =>
  aChannel({
    health: {
      state: 'broken',
      since: NOW - 30 * MINUTE,
      because: { kind, stage: 'auth', reply: { code: 535, enhanced: '5.7.139', text: TEXT } },
    },
    nextCheckAt: null,
    ...change,
  });
