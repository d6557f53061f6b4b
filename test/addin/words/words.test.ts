import { describe, expect, it } from '@jest/globals';
import { CONNECTION_FAILURES, GRANT_FAILURES, REPLY_FAILURES } from '../../../src/domain/failure.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { formatsFor } from '../../../src/addin/words/formats.ts';
import { itRemedies } from '../../../src/addin/words/en/it-remedies.ts';
import { brokenWords } from '../../../src/addin/words/trouble-words.ts';
import type { TroubleKind, TroubleWords } from '../../../src/addin/words/trouble.ts';
import { allWordsFor } from '../../../src/addin/words/words.ts';

const words = await allWordsFor('en-GB');
const NOW = Date.UTC(2026, 10, 20, 10, 42);
const NORA = {
  address: 'sales@fjordlight.example',
  login: 'nora@fjordlight.example',
  server: { host: 'smtp.office365.com', port: 587 },
};

/** What fits each parameter of each sentence, by trial: numbers, names, lists. */
const ARGUMENTS = [
  ['x', 'x', 'x'],
  [2, 3],
  [['x', 'y']],
  ['Microsoft 365', '2026-12-31'],
  [2, 'x', 'x'],
  ['x', 2, 3],
  ['reject', 'x', 'x'],
  ['x', 'x', 'reject', ['x']],
  [{ waiting: 2, secret: 'password' }],
  [{ personId: 'x', addresses: ['x', 'y'], colleagues: 2, messages: 2, mail: { kind: 'drop' } }],
  [null],
  ['sent'],
];

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

const OF_A_COMPANY = /\b[Yy]?our (whole )?(company|organisation)\b|\b[Mm]y company|\bIT\b|\bwork account|\bat work\b/;
/** What only an organisation's administrators see, or bring about: there is a company then. */
const BY_ADMINISTRATORS =
  /^words\.(board|company|leaving|policies|team|prepared|stopped|forbidden|choose\.forbidden|notice|held|common\.toCompany|failures\.policy-forbids|forecast\.whenResumed(At)?|health\.badge|history\.\w+\.admin|senders\.(mayBeNamed|noteInDomain)|send\.\w+\.stopped|start\.reason\.organisation)\b/;

describe('the words', () => {
  const spoken = Object.entries(words).filter(([name]) => name !== 'format' && name !== 'itMessage');

  it.each(sentences(Object.fromEntries(spoken), 'words'))('%s is said', (_, sentence) => {
    expect(sentence.trim()).not.toBe('');
    expect(sentence).not.toMatch(/ {2}|\.\.|undefined|\bSMTP account\b/);
  });

  it.each([...CONNECTION_FAILURES, ...REPLY_FAILURES, ...GRANT_FAILURES])(
    'tell what %s is, who can mend it and what to do',
    (kind) => {
      const { title, explanation, next, whoCan } = words.failures[kind];
      expect(title).not.toMatch(/[.!]$/);
      expect(explanation).toMatch(/\.$/);
      expect(next).toMatch(/\.$/);
      expect(['you', 'it', 'nobody-wait']).toContain(whoCan);
    },
  );

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

  const IT = [...CONNECTION_FAILURES, ...REPLY_FAILURES].filter((kind) => words.failures[kind].whoCan === 'it');
  const MINDED = Object.entries(words.sinceProven) as [TroubleKind, TroubleWords][];

  it.each(MINDED)('tell a channel that worked until %s what has changed', (kind, { title, explanation, next }) => {
    expect(title).not.toMatch(/[.!]$/);
    expect(title).not.toBe(words.failures[kind].title);
    expect(explanation).toMatch(/\.$/);
    expect(next).toMatch(/\.$/);
  });

  it('say of a certificate that it has changed since the channel was proven, and nothing such of what was no proof', () => {
    const met = (kind: 'certificate-expired' | 'connection-lost') =>
      brokenWords(words, { kind, stage: 'starttls', host: 'mail.example.com', port: 587, detail: null }).explanation;
    expect(met('certificate-expired')).toMatch(/was good when your channel was proven/);
    expect(met('connection-lost')).toBe(words.failures['connection-lost'].explanation);
  });

  it('speak to nobody who has the mailbox alone of a company, but where an administrator has done something', async () => {
    const alone = await allWordsFor('en-GB', true);
    const said = Object.fromEntries(
      Object.entries(alone).filter(([name]) => name !== 'format' && name !== 'itMessage'),
    );
    const ofCompany = sentences(said, 'words').filter(([, sentence]) => OF_A_COMPANY.test(sentence));
    expect(ofCompany.filter(([path]) => !BY_ADMINISTRATORS.test(path))).toEqual([]);
    expect(alone.failures['password-rejected']).toEqual(words.failures['password-rejected']);
  });

  it.each([
    words.failures['mechanism-not-offered'].explanation,
    words.sinceProven['mechanism-not-offered']?.explanation,
    itRemedies['mechanism-not-offered']?.(NORA).where.join(),
  ])('speak of an account that one signs in with as of a password, where a server takes neither: %s', (said) => {
    expect(said).toMatch(/password.*account at Microsoft or Google/);
  });

  const asked = (kind: TroubleKind, serverWords: string | null = '535 5.7.139 disabled') =>
    words.itMessage({
      ...NORA,
      trouble: { kind, title: 'Sending is off', serverWords },
      at: new Date(2026, 10, 20, 10, 42).getTime(),
    });

  it('put the question to the IT department with the moment, the path and the command that answers it', async () => {
    const { subject, paragraphs } = await asked('smtp-auth-off-for-mailbox');
    expect(subject).toBe('Sending mail: Sending is off');
    const said = paragraphs.join('\n');
    expect(said).toMatch(/On 20 November 2026 at 10:42 GMT.* it stopped here: Sending is off\./);
    expect(said).toMatch(
      /admin\.microsoft\.com > Users > Active users > nora@fjordlight\.example > Mail > Manage email apps/,
    );
    expect(paragraphs).toContain(
      'Set-CASMailbox -Identity nora@fjordlight.example -SmtpClientAuthenticationDisabled $false',
    );
    expect(said).toMatch(/535 5\.7\.139 disabled/);
    expect(said).toMatch(/changes nothing for any other mailbox/);
  });

  it.each(IT)('ask the IT department what it can do about %s, and where', async (kind) => {
    const remedy = itRemedies[kind]?.(NORA);
    expect(remedy?.question).toMatch(/\?$/);
    expect(remedy?.where).not.toEqual([]);
    expect((await asked(kind)).paragraphs).toEqual(
      expect.arrayContaining([remedy?.question, ...(remedy?.where ?? [])]),
    );
  });

  it('keep the message short, however much a server says', async () => {
    const { paragraphs } = await asked('smtp-auth-off-for-mailbox', '&'.repeat(60_000));
    expect(paragraphs.join('').length).toBeLessThan(4_000);
  });

  it('ask for the settings, and of no trouble, when nothing has gone wrong', async () => {
    const { subject, paragraphs } = await words.itMessage({
      ...NORA,
      server: null,
      trouble: null,
      at: NOW,
    });
    expect(subject).toBe('Which mail server may I send through?');
    expect(paragraphs.join('\n')).not.toMatch(/it stopped here|2026/);
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

  it('stamp a moment for somebody who reads it elsewhere and later', () => {
    expect(format.stamp(new Date(2026, 10, 20, 10, 42).getTime())).toMatch(/^20 November 2026 at 10:42 GMT/);
  });

  it('name a calendar day as it is, wherever the rep sits', () => {
    expect(format.day('2026-12-31')).toBe('31 December 2026');
    expect(format.date('2026-12-31')).toBe('31 December');
  });

  it.each([
    [new Date(2026, 10, 20, 23, 5), '23:05'],
    [new Date(2026, 10, 21, 8), 'tomorrow, 08:00'],
    [new Date(2026, 10, 23, 8), 'Monday, 08:00'],
    [new Date(2026, 10, 27, 8), '27 November, 08:00'],
    [new Date(2027, 0, 2, 8), '2 January, 08:00'],
    [new Date(2026, 10, 19, 23, 5), 'yesterday, 23:05'],
    [new Date(2026, 10, 18, 8), '18 November, 08:00'],
  ])('say %s as people do: %s', (at, said) => {
    expect(format.when(at.getTime(), new Date(2026, 10, 20, 10, 42).getTime())).toBe(said);
  });

  it.each([
    [0, 'today'],
    [1, 'tomorrow'],
    [8, 'in 8 days'],
  ])('say %d days from now as %s', (count, said) => {
    expect(format.inDays(count)).toBe(said);
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
    [47 * HOUR, '47 hrs'],
    [3 * DAY, '3 days'],
  ])('say a wait of %d milliseconds as %s', (milliseconds, said) => {
    expect(format.wait(milliseconds)).toBe(said);
  });

  it('give the weekday only to a moment that is not of these hours', () => {
    expect(format.moment(NOW + 5 * MINUTE, NOW)).not.toMatch(/[A-Z][a-z]{2}/);
    expect(format.moment(NOW + 2 * DAY, NOW)).toMatch(/Sun/);
  });
});
