import { describe, expect, it } from '@jest/globals';
import { look, mend, ok } from '../../../src/server/doctor/finding.ts';
import { asJson, asLines, verdictOf, withoutSecrets } from '../../../src/server/doctor/report.ts';
import { deployed } from './world.ts';

describe('what is told', () => {
  const findings = [ok('One', 'Fine.'), look('Two', 'Odd.', 'Think.'), mend('Three', 'Broken.', null)];

  it('is a line for each, and a sum', () => {
    expect(asLines(findings)).toBe(
      'ok    One: Fine.\nlook  Two: Odd. Think.\nmend  Three: Broken.\n\n1 ok, 1 to look at, 1 to mend\n',
    );
  });

  it('is JSON for a program, with the worst of all', () => {
    expect(JSON.parse(asJson(findings))).toEqual({ verdict: 'mend', findings });
    expect(verdictOf(findings.slice(0, 2))).toBe('look');
    expect(verdictOf(findings.slice(0, 1))).toBe('ok');
  });

  it('has no secret in it, whoever repeated one', () => {
    const config = deployed({
      publicUrl: 'https://somebody:misplaced@postlane.example',
      database: { url: 'postgres://postlane:ge%23heim99@db/postlane?sslpassword=schluessel&sslmode=verify-full' },
      registrations: { google: { issuer: 'https://g.example', clientId: 'us', clientSecret: 'GOCSPX/very+secret' } },
      alertWebhook: 'https://hooks.example/services/T0/k3yk3y?x=1',
    });
    const key = Buffer.from(config.credentialKeys[0]?.key ?? []).toString('base64');
    const leaks = [
      'ge%23heim99',
      'ge#heim99',
      'schluessel',
      'GOCSPX/very+secret',
      encodeURIComponent('GOCSPX/very+secret'),
      '/services/T0/k3yk3y?x=1',
      'misplaced',
      key,
    ];
    const [told] = withoutSecrets([mend('Database', `It said: ${leaks.join(' ')}.`, leaks.join(' '))], config);
    expect(told).toEqual({
      about: 'Database',
      verdict: 'mend',
      found: `It said: ${leaks.map(() => '…').join(' ')}.`,
      todo: leaks.map(() => '…').join(' '),
    });
    const harmless = ok('Database', 'db/postlane, verify-full, hooks.example.');
    expect(withoutSecrets([harmless], config)).toEqual([harmless]);
  });
});
