import { expect, it } from '@jest/globals';
import { failed, success } from '../../../src/domain/result.ts';
import { judgeReputation, lookUpReputation } from '../../../src/server/use-cases/judge-reputation.ts';

const TEXTS: Record<string, string> = {
  'firma.example': 'v=spf1 include:spf.firma.example -all',
  'spf.firma.example': 'v=spf1 include:spf.protection.outlook.com -all',
  'spf.protection.outlook.com': 'v=spf1 ip4:192.0.2.1 -all',
  '_dmarc.firma.example': 'v=DMARC1; p=reject',
};

/** A name server that knows these names, does not answer for some, and for others holds its tongue until the time is up. */
function reputations({
  away = [],
  hanging = [],
  relay = null,
}: { away?: string[]; hanging?: string[]; relay?: string | null } = {}) {
  const asked: string[] = [];
  const slept: number[] = [];
  let timeIsUp = (): void => undefined;
  const lookUp = lookUpReputation({
    async txt(name) {
      asked.push(name);
      if (hanging.includes(name)) {
        timeIsUp();
        return new Promise(() => undefined);
      }
      const text = TEXTS[name];
      return away.includes(name) ? failed('unreachable') : success(text === undefined ? [] : [text]);
    },
    sleep(milliseconds) {
      slept.push(milliseconds);
      return new Promise((resolve) => {
        timeIsUp = resolve;
      });
    },
  });
  return { judge: judgeReputation({ lookUp, relay }), asked, slept };
}

it('follows what a domain says of its mail to the end, asking for each name once', async () => {
  const { judge, asked } = reputations();
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
  const { judge } = reputations({ away: ['spf.firma.example'] });
  expect(await judge('lena@firma.example', 'smtp.office365.com')).toMatchObject({
    spf: 'not-looked-up',
    standing: 'unclear',
  });
});

it('waits no longer than five seconds for records that lead to others', async () => {
  const { judge, asked, slept } = reputations({ hanging: ['spf.firma.example'] });
  expect(await judge('lena@firma.example', 'smtp.office365.com')).toMatchObject({
    spf: 'not-looked-up',
    dmarc: 'reject',
  });
  expect(asked).toContain('spf.firma.example');
  expect(slept).toEqual([5_000]);
});

it('asks for nothing more once the time is up, and judges by what was answered', async () => {
  const { judge, asked } = reputations({ hanging: ['selector1._domainkey.firma.example'] });
  expect(await judge('lena@firma.example', 'smtp.office365.com')).toMatchObject({
    spf: 'not-looked-up',
    dkim: 'not-looked-up',
    dmarc: 'reject',
    standing: 'unclear',
  });
  expect(asked).not.toContain('spf.firma.example');
});

it('tells a company at Google from a person, whose domain is none of the rep’s business', async () => {
  const { judge, asked } = reputations();
  expect(await judge('karl@gmail.com', 'smtp.gmail.com')).toBeNull();
  expect(asked).toEqual([]);
  expect(await judge('lena@firma.example', 'smtp.gmail.com')).toMatchObject({ providerId: 'google-workspace' });
});

it('judges the operator’s channel by its relay, of a mail service’s own domain too, and says nothing that names it', async () => {
  const { judge } = reputations({ relay: 'in-v3.mailjet.com' });
  expect(await judge('lena@firma.example', null)).toMatchObject({
    providerId: 'default-channel',
    dkim: 'absent',
    dmarc: 'reject',
    standing: 'refused',
    missing: [],
  });
  expect(await judge('karl@gmail.com', null)).toMatchObject({ domain: 'gmail.com', missing: [] });
  expect(await reputations({ relay: 'smtp.office365.com' }).judge('lena@firma.example', null)).toMatchObject({
    providerId: 'default-channel',
    standing: 'proven',
  });
  expect(await reputations().judge('lena@firma.example', null)).toBeNull();
});
