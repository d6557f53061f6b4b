import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainText } from '../../../src/server/smtp/plain-text.ts';

test.each([
  [
    'paragraphs and lines',
    '<html><head><title>x</title><style>p{color:red}</style></head><body><p>One<br>two</p>\n<p>three</p></body></html>',
    'One\ntwo\n\nthree',
  ],
  [
    'what Outlook writes',
    '<div><p class="MsoNormal">Hi&nbsp;Karl,<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Bye</p></div>',
    'Hi Karl,\n\n\n\nBye',
  ],
  ['a list', '<ul><li>one</li><li>two <b>and</b> more</li></ul>after', '- one\n- two and more\n\nafter'],
  ['a table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>', 'a b\nc d'],
  [
    'a link that hides where it leads',
    '<a href="https://firma.example/x?a=1&amp;b=2">offer</a>!',
    'offer <https://firma.example/x?a=1&b=2>!',
  ],
  ['a link that shows it', '<a href="https://firma.example/">https://firma.example/</a>', 'https://firma.example/'],
  ['an address', '<a href="mailto:lena@firma.example">lena@firma.example</a>', 'lena@firma.example'],
  ['entities', '&lt;b&gt; &amp;amp; &#228;&#xfc; &euro; &unknown; &#0;&#55296;', '<b> &amp; äü € &unknown;'],
  [
    'comments, scripts and conditions',
    'a<!-- <p>no</p> --><script>if (a < b) { "</p>" }</script><![if !mso]>b<![endif]>',
    'ab',
  ],
  ['a lone sign', '1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
  ['white space', '  one \r\n\t two  <b> three</b> ', 'one two three'],
  ['nothing', '', ''],
])('%s', (_, html, text) => {
  expect(plainText(html)).toBe(text);
});

test('reads anything at all, without tags in what it makes of tags', () => {
  const shred = fc.constantFrom(
    '<',
    '>',
    '</',
    '<p>',
    '<br',
    '<a href="',
    '"',
    '<!--',
    '-->',
    '<script>',
    '</SCRIPT',
    '&',
    '&#',
    ';',
    ' ',
    '\n',
    'x',
  );
  fc.assert(
    fc.property(fc.array(shred, { maxLength: 60 }), (shreds) => {
      expect(plainText(shreds.join(''))).not.toContain('<br>');
    }),
    { numRuns: 2_000 },
  );
});

const SHORT = 100_000;
const TIMES = 8;

/** Of this thread's own work, so that what else the machine does is not measured; the least of several runs. */
function millisecondsFor(html: string): number {
  const runs = [1, 2, 3, 4].map(() => {
    const begun = process.threadCpuUsage();
    plainText(html);
    return process.threadCpuUsage(begun).user / 1_000;
  });
  return Math.min(...runs);
}

test.each([
  ...['<', '<script>', '</', '</script', '<a href="', "<a href='", '<!--', '&#', '<p> ', '<!', '<a', ' href', ' '],
  ...['<a href="https://x.example"></a>', '&nbsp;', '<br>', '\n'],
])('takes a time that grows with the length of what it reads, not with its square: %j', (shred) => {
  for (const [start, end] of [
    ['', ''],
    ['', '>'],
    ['<a ', '>'],
    [`https://x.example${'\u00a0'.repeat(SHORT)}`, '-->'],
  ] as const) {
    const page = (length: number): string => start + shred.repeat(length / shred.length) + end;
    // A square would take 64 times as long.
    const [short, long] = [page(SHORT), page(SHORT * TIMES)].map(millisecondsFor);
    expect(long).toBeLessThan(Math.max(short ?? 0, 1) * TIMES * 6);
  }
});
