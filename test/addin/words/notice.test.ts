import { describe, expect, it } from '@jest/globals';
import type { Standing } from '../../../src/addin/launch-event/standing.ts';
import { SECRET_NAMES } from '../../../src/domain/provider/row.ts';
import { noticeWords } from '../../../src/addin/words/en/notice.ts';

const states: readonly Standing['state'][] = ['password-refused', 'sign-in-over', 'broken', 'held-back', 'stopped'];
const troubles = states.flatMap((state) =>
  SECRET_NAMES.flatMap((secret) =>
    [0, 1, 12, 1_234_567].map((waiting): Standing => ({
      channelId: 'c-1',
      address: 'rosa@contoso.example',
      state,
      since: 7,
      secret,
      waiting,
    })),
  ),
);

describe('the words that Outlook shows for us', () => {
  it.each(troubles)('are as short as Outlook wants them: $state, $secret, $waiting', (trouble) => {
    expect(noticeWords.bar(trouble).length).toBeLessThanOrEqual(150);
    expect(noticeWords.barButton(trouble).length).toBeLessThanOrEqual(30);
    expect(noticeWords.question(trouble).length).toBeLessThanOrEqual(500);
    expect(noticeWords.questionButton.length).toBeLessThanOrEqual(20);
  });

  it.each(troubles)('say how many messages wait, and that Outlook sends: $state, $secret, $waiting', (trouble) => {
    const number = { 0: /mail through Postlane waits/, 1: /\b1 message waits/ }[trouble.waiting] ?? /\d+ messages wait/;
    expect(noticeWords.bar(trouble)).toMatch(number);
    expect(noticeWords.question(trouble)).toMatch(number);
    expect(noticeWords.question(trouble)).toMatch(/You can still send this message/);
    expect(noticeWords.barWithoutButton(trouble)).toMatch(trouble.waiting === 0 ? /Mail waits/ : number);
    expect(noticeWords.barWithoutButton(trouble).length).toBeLessThanOrEqual(150);
  });

  it.each(['sent', 'waiting', 'uncertain', 'unknown'] as const)('say that Outlook would send it twice: %s', (taken) => {
    expect(noticeWords.again(taken)).toMatch(/Outlook’s own Send (would|may) send it a second time/);
    expect(noticeWords.again(taken).length).toBeLessThanOrEqual(500);
  });
});
