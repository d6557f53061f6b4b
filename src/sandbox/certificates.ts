import { X509Certificate, webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata'; // What x509's dependency injection needs, loaded before it.
import * as x509 from '@peculiar/x509';

/** A key and what vouches for it, both PEM. `cert` may carry a chain. */
export interface KeyAndCertificate {
  key: string;
  cert: string;
}

/** How a server's certificate may be wrong, and right. */
export type CertificateKind = 'good' | 'expired' | 'wrong-name' | 'untrusted';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;
// Apple and Chromium refuse leaves that live longer than 398 days, whoever signed them.
const LEAF_DAYS = 397;
const AUTHORITY_DAYS = 3_650;

interface Authority {
  pem: KeyAndCertificate;
  keys: webcrypto.CryptoKeyPair;
  certificate: x509.X509Certificate;
}

/** The sandbox's own certificate authority: trusted by nobody but the servers it is given to. */
export class CertificateAuthority {
  readonly #authority: Authority;
  readonly #stranger: Authority;
  readonly #folder: string | null;
  readonly #now: Date;

  private constructor(authority: Authority, stranger: Authority, folder: string | null, now: Date) {
    this.#authority = authority;
    this.#stranger = stranger;
    this.#folder = folder;
    this.#now = now;
  }

  /** Opens the authority kept in a folder, or makes one there; without a folder it lives as long as the process. */
  static async open(folder: string | null, now: Date): Promise<CertificateAuthority> {
    const kept = folder === null ? null : await readAuthority(folder, now);
    const authority = kept ?? (await makeAuthority('Postlane sandbox', now));
    if (folder !== null && kept === null) keep(folder, 'authority', authority.pem);
    return new CertificateAuthority(authority, await makeAuthority('Nobody in particular', now), folder, now);
  }

  /** The authority's certificate, PEM: give it to whoever shall trust the sandbox. */
  get certificate(): string {
    return this.#authority.pem.cert;
  }

  /**
   * The one certificate of every page the sandbox serves on this machine, the same at each start: a browser that was told
   * once to go on despite the unknown authority remembers it by host and certificate.
   */
  async issueForThisMachine(): Promise<KeyAndCertificate> {
    const kept = this.#folder === null ? null : readPem(this.#folder, 'localhost');
    if (kept !== null && this.#isStillGood(kept)) return kept;
    const issued = await this.issue(['localhost', '127.0.0.1']);
    if (this.#folder !== null) keep(this.#folder, 'localhost', issued);
    return issued;
  }

  #isStillGood({ cert }: KeyAndCertificate): boolean {
    const leaf = new X509Certificate(cert);
    const isOurs = leaf.verify(new X509Certificate(this.certificate).publicKey);
    return isOurs && leaf.validToDate.getTime() > this.#now.getTime() + 30 * DAY;
  }

  /** A server certificate for the names, all in one. */
  async issue(names: readonly string[], kind: CertificateKind = 'good'): Promise<KeyAndCertificate> {
    const signer = kind === 'untrusted' ? this.#stranger : this.#authority;
    const shown = kind === 'wrong-name' ? ['mail.somebody-else.example'] : names;
    const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    const ends = kind === 'expired' ? -2 * DAY : LEAF_DAYS * DAY - DAY;
    const leaf = await x509.X509CertificateGenerator.create({
      subject: `CN=${shown[0] ?? 'sandbox'}`,
      issuer: signer.certificate.subject,
      notBefore: new Date(this.#now.getTime() - (kind === 'expired' ? 90 * DAY : DAY)),
      notAfter: new Date(this.#now.getTime() + ends),
      signingKey: signer.keys.privateKey,
      publicKey: keys.publicKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          shown.map((name) => ({ type: /^[\d.]+$/.test(name) ? 'ip' : 'dns', value: name })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(signer.keys.publicKey),
      ],
    });
    return { key: await exportKey(keys.privateKey), cert: leaf.toString('pem') };
  }
}

async function makeAuthority(name: string, now: Date): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { pem: { key: await exportKey(keys.privateKey), cert: certificate.toString('pem') }, keys, certificate };
}

const fileNames = (folder: string, name: string): KeyAndCertificate => ({
  key: join(folder, `${name}.key.pem`),
  cert: join(folder, `${name}.pem`),
});

function keep(folder: string, name: string, pem: KeyAndCertificate): void {
  const files = fileNames(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(files.key, pem.key, { mode: 0o600 });
  writeFileSync(files.cert, pem.cert);
}

function readPem(folder: string, name: string): KeyAndCertificate | null {
  const files = fileNames(folder, name);
  if (!existsSync(files.key) || !existsSync(files.cert)) return null;
  return { key: readFileSync(files.key, 'utf8'), cert: readFileSync(files.cert, 'utf8') };
}

async function readAuthority(folder: string, now: Date): Promise<Authority | null> {
  const pem = readPem(folder, 'authority');
  if (pem === null) return null;
  const certificate = new x509.X509Certificate(pem.cert);
  if (certificate.notAfter.getTime() < now.getTime() + LEAF_DAYS * DAY) return null;
  const der = x509.PemConverter.decodeFirst(pem.key);
  const privateKey = await webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, true, ['sign']);
  const publicKey = await certificate.publicKey.export(ALGORITHM, ['verify']);
  return { pem, keys: { privateKey, publicKey }, certificate };
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
