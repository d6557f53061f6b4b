import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../../src/server/config.ts';
import { settingsFindings } from '../../../src/server/doctor/settings.ts';
import { byAbout, deployed } from './world.ts';

const told = (changes: Partial<Config> = {}) => byAbout(settingsFindings(deployed(changes)));

describe('the settings by themselves', () => {
  it('are good as they are meant', () => {
    expect(told()).toEqual({ TRUST_PROXY: 'ok: Believed: 10.0.0.7.', LOG_LEVEL: 'ok: It is "info".' });
  });

  it.each<[string, Partial<Config>, RegExp]>([
    ['that believe everybody', { trustProxy: true }, /^look: Everybody is believed/],
    ['that believe everybody by a network', { trustProxy: ['10.0.0.7', '0.0.0.0/0'] }, /^look: 0\.0\.0\.0\/0 is every/],
    ['that believe nobody behind a proxy', { trustProxy: false }, /^look: No proxy is believed/],
    ['on one machine', { trustProxy: false, publicUrl: 'https://localhost:3000' }, /^ok: No proxy/],
  ])('say of proxies, %s, what comes of it', (_name, changes, sentence) => {
    expect(told(changes)['TRUST_PROXY']).toMatch(sentence);
  });

  it.each([
    ['0.0.0.0/0', /^mend: 0\.0\.0\.0\/0 opens the whole network/],
    ['::/0', /^mend: ::\/0 opens the whole network/],
    ['128.0.0.0/1', /^mend: .* holds 169\.254\.169\.254/],
    ['169.254.0.0/16', /^mend: .* holds 169\.254\.169\.254/],
    ['169.254.169.254', /^mend: .* holds 169\.254\.169\.254/],
    ['fd00::/8', /^mend: .* holds fd00:ec2::254/],
    ['127.0.0.0/8', /^look: .* this very machine/],
    ['127.1.0.0/16', /^look: .* this very machine/],
    ['::1', /^look: .* this very machine/],
    ['localhost', /^look: .* this very machine/],
    ['10.1.0.0/16', /^ok: 10\.1\.0\.0\/16 may be/],
    ['mail.firma.example', /^ok: mail\.firma\.example, wherever that name leads, may be/],
  ])('say of %s as a mail server what it lets reps reach', (entry, sentence) => {
    expect(told({ submissionAllow: [entry] })['SUBMISSION_ALLOW']).toMatch(sentence);
  });

  it.each([
    ['silent', 'look'],
    ['debug', 'look'],
    ['warn', 'ok'],
  ])('say of the log at %s: %s', (logLevel, verdict) => {
    expect(told({ logLevel })['LOG_LEVEL']).toMatch(new RegExp(`^${verdict}`));
  });
});
