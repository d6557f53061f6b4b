import { expect, it } from '@jest/globals';
import { failed, success } from '../../../src/domain/result.ts';
import { judgeReputation, lookUpReputation } from '../../../src/server/use-cases/judge-reputation.ts';

const TEXTS: Record<string, string> = {
  'firma.example': 'v=spf1 include:spf.firma.example -all',
  'spf.firma.example': 'v=spf1 include:spf.protection.outlook.com -all',
  'spf.protection.outlook.com': 'v=spf1 ip4:192.0.2.1 -all',
  '_dmarc.firma.example': 'v=DMARC1; p=reject',
};

/** A name server that takes a second for each round of questions. */
function reputations(silent: readonly string[] = [], each = 1_000) {
  const asked: string[] = [];
  let now = 0;
  const lookUp = lookUpReputation({
    async txt(name) {
      asked.push(name);
      await Promise.resolve();
      now += each;
      const text = TEXTS[name];
      return silent.includes(name) ? failed('unreachable') : success(text === undefined ? [] : [text]);
    },
    clock: () => now,
  });
  return { judge: judgeReputation({ lookUp }), asked };
}

it('follows what a domain says of its mail to the end, asking for each name once', async () => {
  const { judge, asked } = reputations([], 0);
  expect(await judge('lena@firma.example', 'smtp.office365.com')).toMatchObject({
    domain: 'firma.example',
    providerId: 'microsoft365',
    spf: 'names-it',
    dkim: 'absent',
    dmarc: 'reject',
    standing: 'proven',
  });
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).toContain('spf.protection.outlook.com');
});

it('says what could not be looked up, and judges by the rest', async () => {
  const { judge } = reputations(['spf.firma.example'], 0);
  expect(await judge('lena@firma.example', 'smtp.office365.com')).toMatchObject({
    spf: 'not-looked-up',
    standing: 'unclear',
  });
});

it('waits no longer than five seconds for records that lead to others', async () => {
  const { judge, asked } = reputations([], 1_000);
  // The first round asks for five names, and takes as many seconds.
  expect(await judge('lena@firma.example', 'smtp.office365.com')).toMatchObject({
    spf: 'not-looked-up',
    dmarc: 'reject',
  });
  expect(asked).not.toContain('spf.firma.example');
});

it('tells a company at Google from a person, whose domain is none of the rep’s business', async () => {
  const { judge, asked } = reputations([], 0);
  expect(await judge('karl@gmail.com', 'smtp.gmail.com')).toBeNull();
  expect(asked).toEqual([]);
  expect(await judge('lena@firma.example', 'smtp.gmail.com')).toMatchObject({ providerId: 'google-workspace' });
});
