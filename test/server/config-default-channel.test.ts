import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/server/config.ts';

const LEAST = {
  CREDENTIAL_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  IDENTITY_ISSUER: 'https://id.example',
  IDENTITY_AUDIENCE: 'api-id',
  ADDIN_CLIENT_ID: 'add-in',
};
const PASSWORD = 'gehe1m-und-lang';
const GOOD = `smtps://relay:${PASSWORD}@relay.example.com:465`;

const read = (url: string, limits = '') =>
  loadConfig({ ...LEAST, DEFAULT_CHANNEL_URL: url, DEFAULT_CHANNEL_LIMITS: limits });
const channelIn = (url: string, limits?: string) => {
  const config = read(url, limits);
  return config.ok ? config.value.defaultChannel : config.failure;
};

describe('the operator’s channel for those without', () => {
  it('is off unless it is configured', () => {
    expect(channelIn('')).toBeNull();
  });

  it.each([
    [GOOD, { host: 'relay.example.com', port: 465, security: 'tls' }],
    [`smtps://relay:${PASSWORD}@Relay.Example.com`, { host: 'relay.example.com', port: 465, security: 'tls' }],
    [`smtp://relay:${PASSWORD}@relay.example.com`, { host: 'relay.example.com', port: 587, security: 'starttls' }],
    [
      `smtp://relay:${PASSWORD}@relay.example.com:2525/`,
      { host: 'relay.example.com', port: 2525, security: 'starttls' },
    ],
  ])('is where its address says', (url, server) => {
    expect(channelIn(url)).toMatchObject({ server, username: 'relay', password: PASSWORD });
  });

  it('takes every character in name and password, percent-encoded', () => {
    expect(channelIn('smtps://post%40firma:a%2Fb%3F%23%25%20%C3%A4%3A@relay.example.com')).toMatchObject({
      username: 'post@firma',
      password: 'a/b?#% ä:',
    });
  });

  it('has low limits of its own, in all and for each rep', () => {
    expect(channelIn(GOOD)).toMatchObject({
      limits: {
        relay: { messagesPerMinute: 10, recipientsPerDay: 500, recipientsPerMessage: 20, connections: null },
        recipientsPerDayEach: 50,
      },
    });
    expect(channelIn(GOOD, 'recipientsPerDay=2000, recipientsPerDayEach=100')).toMatchObject({
      limits: { relay: { messagesPerMinute: 10, recipientsPerDay: 2000 }, recipientsPerDayEach: 100 },
    });
  });

  it.each<[string, string, string, RegExp]>([
    ['another scheme', `https://relay:${PASSWORD}@relay.example.com`, '', /no address that begins with smtps:/],
    ['no address', 'relay.example.com', '', /no address that begins with smtps:/],
    ['no host', `smtps://relay:${PASSWORD}@`, '', /no address that begins|names no mail server/],
    ['an IP address', `smtps://relay:${PASSWORD}@192.0.2.1:465`, '', /names no mail server/],
    ['no password', 'smtps://relay@relay.example.com', '', /lacks a user name or a password/],
    ['no user name', `smtps://:${PASSWORD}@relay.example.com`, '', /lacks a user name or a password/],
    ['a percent that is none', `smtps://relay:${PASSWORD}%zz@relay.example.com`, '', /write a % .* as %25/],
    [
      'STARTTLS at the port of TLS',
      `smtp://relay:${PASSWORD}@relay.example.com:465`,
      '',
      /has port 465: smtp:\/\/ speaks at 587/,
    ],
    [
      'TLS at the port of STARTTLS',
      `smtps://relay:${PASSWORD}@relay.example.com:587`,
      '',
      /has port 587: smtps:\/\/ speaks at 465\./,
    ],
    ['a port that is none for submission', `smtp://relay:${PASSWORD}@relay.example.com:143`, '', /has port 143/],
    ['a slash in the password', `smtps://relay:${PASSWORD}@relay.example.com/x`, '', /goes on behind the port/],
    ['a query', `smtps://relay:${PASSWORD}@relay.example.com?tls=no`, '', /goes on behind the port/],
    ['a limit that nobody knows', GOOD, 'mailsPerYear=3', /^DEFAULT_CHANNEL_LIMITS holds .* recipientsPerDayEach\.$/],
    ['more for each than for all', GOOD, 'recipientsPerDay=10', /^DEFAULT_CHANNEL_LIMITS gives each rep more/],
    ['limits of nothing', '', 'recipientsPerDay=100', /^DEFAULT_CHANNEL_URL is missing: it belongs to/],
  ])('refuses %s, in one sentence that tells no password', (_name, url, limits, sentence) => {
    const faults = channelIn(url, limits);
    expect(faults).toEqual([expect.stringMatching(sentence)]);
    expect(JSON.stringify(faults)).not.toContain(PASSWORD);
  });
});
