import { describe, expect, it } from '@jest/globals';
import { CONNECTION_FAILURES, REPLY_FAILURES } from '../../../src/domain/failure.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { formatsFor } from '../../../src/addin/words/formats.ts';
import { wordsFor } from '../../../src/addin/words/words.ts';

const words = wordsFor('en-GB');
const NOW = Date.UTC(2026, 10, 20, 10, 42);

/** What fits each parameter of each sentence, by trial: numbers, names, lists. */
const ARGUMENTS = [['x', 'x', 'x'], [2, 3], [['x', 'y']], ['Microsoft 365', '2026-12-31'], [2, 'x', 'x']];

function say(sentence: (...given: never[]) => unknown): string {
  for (const given of ARGUMENTS) {
    try {
      const said = sentence(...(given as never[]));
      if (typeof said === 'string' && !/NaN|undefined|Invalid/.test(said)) return said;
    } catch {
      // Not what this sentence takes.
    }
  }
  return '';
}

function sentences(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, say(value as (...given: never[]) => unknown)]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

describe('the words', () => {
  const spoken = Object.entries(words).filter(([name]) => name !== 'format' && name !== 'itMessage');

  it.each(sentences(Object.fromEntries(spoken), 'words'))('%s is said', (_, sentence) => {
    expect(sentence.trim()).not.toBe('');
    expect(sentence).not.toMatch(/ {2}|\.\.|undefined|\bSMTP account\b/);
  });

  it.each([...CONNECTION_FAILURES, ...REPLY_FAILURES])('tell what %s is, who can mend it and what to do', (kind) => {
    const { title, explanation, next, whoCan } = words.failures[kind];
    expect(title).not.toMatch(/[.!]$/);
    expect(explanation).toMatch(/\.$/);
    expect(next).toMatch(/\.$/);
    expect(['you', 'it', 'nobody-wait']).toContain(whoCan);
  });

  it('give every failure a title of its own', () => {
    const titles = Object.values(words.failures).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('count in the right number', () => {
    expect(words.send.recipients(1)).toBe('1 recipient');
    expect(words.send.recipients(1_200)).toBe('1,200 recipients');
    expect(words.home.to('ada@harbour.example', 0)).toBe('ada@harbour.example');
    expect(words.home.to('ada@harbour.example', 2)).toBe('ada@harbour.example and 2 others');
  });

  it('put the question to the IT department with the command that answers it', () => {
    const { subject, paragraphs } = words.itMessage({
      address: 'nora@fjordlight.example',
      server: { host: 'smtp.office365.com', port: 587 },
      trouble: { kind: 'smtp-auth-off-for-mailbox', title: 'Sending is off', serverWords: '535 5.7.139 disabled' },
    });
    expect(subject).toBe('Sending mail: Sending is off');
    expect(paragraphs.join('\n')).toMatch(/Set-CASMailbox -Identity nora@fjordlight\.example/);
    expect(paragraphs.join('\n')).toMatch(/535 5\.7\.139 disabled/);
  });
});

describe('the formats', () => {
  const format = formatsFor('en-GB');

  it.each([
    [512, '1 kB'],
    [1_240, '1 kB'],
    [1_240_000, '1.2 MB'],
    [26_214_400, '26.2 MB'],
  ])('say %d bytes as %s', (bytes, said) => {
    expect(format.size(bytes)).toBe(said);
  });

  it.each([
    [12, '12ms'],
    [1_400, '1.4s'],
  ])('say %d milliseconds as %s', (milliseconds, said) => {
    expect(format.span(milliseconds)).toBe(said);
  });

  it.each([
    [0, '1 second ago'],
    [12 * MINUTE, '12 minutes ago'],
    [3 * HOUR, '3 hours ago'],
    [2 * DAY, '2 days ago'],
  ])('say %d milliseconds ago as %s', (passed, said) => {
    expect(format.ago(NOW - passed, NOW)).toBe(said);
  });

  it('name a calendar day as it is, wherever the rep sits', () => {
    expect(format.day('2026-12-31')).toBe('31 December 2026');
  });

  it.each([
    [new Date(2026, 10, 20, 23, 5), '23:05'],
    [new Date(2026, 10, 21, 8), 'tomorrow, 08:00'],
    [new Date(2026, 10, 23, 8), 'Monday, 08:00'],
    [new Date(2026, 10, 27, 8), '27 November, 08:00'],
    [new Date(2027, 0, 2, 8), '2 January, 08:00'],
  ])('say %s as people do: %s', (at, said) => {
    expect(format.when(at.getTime(), new Date(2026, 10, 20, 10, 42).getTime())).toBe(said);
  });

  it('say what comes after midnight as tomorrow, in another year too', () => {
    expect(format.when(new Date(2027, 0, 1, 0, 5).getTime(), new Date(2026, 11, 31, 23, 55).getTime())).toBe(
      'tomorrow, 00:05',
    );
  });

  it.each([
    [20_000, '1 min'],
    [8 * MINUTE, '8 mins'],
    [121 * MINUTE, '2 hrs'],
    [150 * MINUTE, '3 hrs'],
  ])('say a wait of %d milliseconds as %s', (milliseconds, said) => {
    expect(format.wait(milliseconds)).toBe(said);
  });

  it('give the weekday only to a moment that is not of these hours', () => {
    expect(format.moment(NOW + 5 * MINUTE, NOW)).not.toMatch(/[A-Z][a-z]{2}/);
    expect(format.moment(NOW + 2 * DAY, NOW)).toMatch(/Sun/);
  });
});
