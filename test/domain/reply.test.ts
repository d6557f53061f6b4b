import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatReply, parseReply } from '../../src/domain/reply.ts';

describe('a reply as received', () => {
  it.each([
    ['250 2.0.0 Ok\r\n', { code: 250, enhanced: '2.0.0', text: '2.0.0 Ok' }],
    [
      '550-5.4.5 Daily user\r\n550 5.4.5 limit',
      { code: 550, enhanced: '5.4.5', text: '5.4.5 Daily user\n5.4.5 limit' },
    ],
    [
      '550-Requested action not taken\n550 5.1.1 unknown',
      { code: 550, enhanced: '5.1.1', text: 'Requested action not taken\n5.1.1 unknown' },
    ],
    ['550; 5.7.515 Access denied', { code: 550, enhanced: '5.7.515', text: '5.7.515 Access denied' }],
    ['550-Too many:\n500 messages', { code: 550, enhanced: null, text: 'Too many:\n500 messages' }],
    ['550: no', { code: 550, enhanced: null, text: 'no' }],
    ['354', { code: 354, enhanced: null, text: '' }],
    ['5.7.57 Client not authenticated', { code: null, enhanced: '5.7.57', text: '5.7.57 Client not authenticated' }],
    ['no code at all', { code: null, enhanced: null, text: 'no code at all' }],
    ['999 bottles', { code: null, enhanced: null, text: '999 bottles' }],
    ['', { code: null, enhanced: null, text: '' }],
  ])('%j is read', (raw, reply) => {
    expect(parseReply(raw)).toEqual(reply);
  });

  it('is read again from how it is written in a log', () => {
    const code = fc.integer({ min: 200, max: 599 });
    const words = fc.stringMatching(/^[a-z][a-z ]*[a-z]$/);
    fc.assert(
      fc.property(code, words, (number, text) => formatReply(parseReply(`${number} ${text}`)) === `${number} ${text}`),
    );
  });

  it('never fails to be read', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => typeof parseReply(raw).text === 'string'));
  });
});
