import { describe, expect, it } from '@jest/globals';
import {
  isSubmissionPort,
  parseHost,
  parsePort,
  PORT_OF_SECURITY,
  SECURITY_OF_PORT,
  serverAt,
  SUBMISSION_PORTS,
} from '../../src/domain/submission-server.ts';

describe('a server name as typed', () => {
  it.each([
    ['smtp.example.com', 'smtp.example.com'],
    ['  SMTP.Office365.com ', 'smtp.office365.com'],
    ['smtp.example.com.', 'smtp.example.com'],
    ['mail.müller.example', 'mail.müller.example'],
  ])('%j is read as %s', (typed, value) => {
    expect(parseHost(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'empty'],
    [' . ', 'empty'],
    ['https://smtp.example.com', 'is-url'],
    ['smtp://smtp.example.com:587', 'is-url'],
    ['smtp.example.com/', 'is-url'],
    ['smtp example.com', 'has-space'],
    ['rep@example.com', 'is-address'],
    ['smtp.example.com:587', 'has-port'],
    ['localhost', 'no-dot'],
    ['exchange01', 'no-dot'],
    ['192.0.2.10', 'is-ip-address'],
    ['2001:db8::1', 'is-ip-address'],
    ['[::1]', 'is-ip-address'],
    ['smtp..example.com', 'bad-name'],
    ['smtp_relay.example.com', 'bad-name'],
    ['[2001:db8::1].example', 'bad-name'],
  ])('%j has the slip %s', (typed, failure) => {
    expect(parseHost(typed)).toEqual({ ok: false, failure });
  });
});

describe('a port as typed', () => {
  it.each([
    ['587', 587],
    [' 465 ', 465],
    ['2525', 2525],
    ['25', 25],
  ])('%j is read as %i', (typed, value) => {
    expect(parsePort(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'empty'],
    ['five', 'not-a-number'],
    ['-587', 'not-a-number'],
    ['587.0', 'not-a-number'],
    ['0', 'out-of-range'],
    ['65536', 'out-of-range'],
    ['99999999999999999999', 'out-of-range'],
    ['993', 'not-for-submission'],
    ['80', 'not-for-submission'],
  ])('%j has the slip %s', (typed, failure) => {
    expect(parsePort(typed)).toEqual({ ok: false, failure });
  });
});

describe('port and security', () => {
  it('never contradict each other', () => {
    for (const port of SUBMISSION_PORTS)
      expect(serverAt('smtp.example.com', port).security).toBe(SECURITY_OF_PORT[port]);
    expect(SECURITY_OF_PORT[PORT_OF_SECURITY.tls]).toBe('tls');
    expect(SECURITY_OF_PORT[PORT_OF_SECURITY.starttls]).toBe('starttls');
  });

  it('offer every port there is, and no other', () => {
    expect([...SUBMISSION_PORTS].sort()).toEqual(Object.keys(SECURITY_OF_PORT).map(Number).sort());
    expect([443, 26, Number.NaN].some(isSubmissionPort)).toBe(false);
  });
});
