import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../src/sandbox/certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'postlane-authority-'));
const today = new Date();
const inTwoYears = new Date(today.getTime() + 2 * 365 * 86_400_000);
afterAll(() => rmSync(folder, { recursive: true }));

const isSignedBy = (cert: string, authority: CertificateAuthority): boolean =>
  new X509Certificate(cert).verify(new X509Certificate(authority.certificate).publicKey);

it('is the same authority, with the same certificate for this machine, at the next start', async () => {
  const first = await CertificateAuthority.open(folder, today);
  const page = await first.issueForThisMachine();
  const second = await CertificateAuthority.open(folder, today);
  expect(second.certificate).toBe(first.certificate);
  expect(await second.issueForThisMachine()).toEqual(page);
});

it('makes a new certificate for this machine before the old one expires', async () => {
  const now = await (await CertificateAuthority.open(folder, today)).issueForThisMachine();
  const later = await CertificateAuthority.open(folder, inTwoYears);
  const renewed = await later.issueForThisMachine();
  expect(renewed.cert).not.toBe(now.cert);
  expect(isSignedBy(renewed.cert, later)).toBe(true);
});

it('signs what it vouches for, and lets a stranger sign what nobody shall trust', async () => {
  const authority = await CertificateAuthority.open(null, today);
  expect(isSignedBy((await authority.issue(['mail.example'])).cert, authority)).toBe(true);
  expect(isSignedBy((await authority.issue(['mail.example'], 'untrusted')).cert, authority)).toBe(false);
});

it('makes certificates that are past, or for another name', async () => {
  const authority = await CertificateAuthority.open(null, today);
  const expired = new X509Certificate((await authority.issue(['mail.example'], 'expired')).cert);
  expect(expired.validToDate.getTime()).toBeLessThan(today.getTime());
  const other = new X509Certificate((await authority.issue(['mail.example'], 'wrong-name')).cert);
  expect(other.checkHost('mail.example')).toBeUndefined();
});
