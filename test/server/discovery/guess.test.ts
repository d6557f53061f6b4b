import { expect, it } from '@jest/globals';
import { byGuess } from '../../../src/server/discovery/guess.ts';

const PATIENT = new AbortController().signal;

/** Guesses where some servers answer, and some never do: for those the time is up once all four were asked. */
async function guess(answers: Record<string, boolean | 'never'>) {
  const timeIsUp = new AbortController();
  const waited: number[] = [];
  let asked = 0;
  const found = await byGuess(
    'firma.example',
    {
      after(milliseconds) {
        waited.push(milliseconds);
        return timeIsUp.signal;
      },
      async prove({ host, port }) {
        asked += 1;
        if (asked === 4) setImmediate(() => timeIsUp.abort());
        const answer = answers[`${host.split('.')[0] ?? ''}:${port}`] ?? false;
        return answer === 'never' ? new Promise(() => undefined) : answer;
      },
    },
    PATIENT,
  );
  return {
    ...found,
    evidence: found.evidence.map((one) => ('server' in one ? `${one.server.host}:${one.server.port}` : '')),
    waited,
  };
}

it('waits three seconds at most', async () => {
  expect(await guess({ 'smtp:465': 'never' })).toMatchObject({ waited: [3_000] });
});

it.each([
  ['all answered and none is right', {}, [], true],
  ['one is right and all answered', { 'mail:465': true }, ['mail.firma.example:465'], true],
  ['none is right, and one did not answer', { 'mail:587': 'never' }, [], false],
  ['a better one did not answer', { 'smtp:465': 'never', 'mail:465': true }, ['mail.firma.example:465'], false],
  ['a worse one did not answer', { 'smtp:587': true, 'mail:587': 'never' }, ['smtp.firma.example:587'], true],
] as const)('where %s: %j gives %j, complete: %s', async (_, answers, evidence, complete) => {
  expect(await guess(answers)).toMatchObject({ evidence, complete });
});
