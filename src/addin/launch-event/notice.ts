import type { Notice } from '../host/host.ts';
import type { noticeWords } from '../words/en/notice.ts';
import type { Standing } from './standing.ts';

/** The bar that tells of a channel in trouble. */
export const noticeOf = (trouble: Standing, words: typeof noticeWords): Notice => ({
  text: words.bar(trouble),
  textAlone: words.barWithoutButton(trouble),
  button: words.barButton(trouble),
  channelId: trouble.channelId,
});
