import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './find-program.ts';
import { dovecotConf, mainCf, masterCf, tokensConf, type TokenCheck } from './postfix-settings.ts';
import { untilSaid } from './until-said.ts';

export interface MailServerWish {
  /** An address of the loopback to listen on (127.0.0.1 unless told), and the ports there (587 and 465 unless told). */
  address?: string;
  submissionPort?: number;
  tlsPort?: number;
  /** The server's own name, the one in its certificate. */
  hostName: string;
  /** PEM: the private key, and the certificate with its chain. */
  key: string;
  certificate: string;
  /**
   * The one mailbox there is. Its address is the name by which its user logs in, by password or by the tokens of a service,
   * and the only sender that the server lets them be.
   */
  user: { address: string } & ({ password: string } | { tokens: TokenCheck });
}

const run = promisify(execFile);

export interface PrivatePostfix {
  /** The mails in the user's mailbox as delivered, oldest first, once there are at least `count`. */
  received(count: number): Promise<string[]>;
  /** Gives the user another password, by Dovecot's own tool; resolves when Dovecot takes it. */
  changePassword(password: string): Promise<void>;
  /** What Postfix has written into its log so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Why this machine cannot run a Postfix of our own, in a sentence, or null when it can. */
export function whyNoPostfix(): string | null {
  if (process.getuid?.() !== 0) return 'A Postfix of our own needs root.';
  if (!findProgram(['postfix'])) return 'Postfix is not installed.';
  const version = spawnSync('dovecot', ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return version.startsWith('2.3.') ? null : 'Dovecot 2.3, for which our settings are written, is not installed.';
}

/** Starts a Postfix of our own that asks a Dovecot of our own for passwords: nothing of the system's is touched. */
export async function startPostfix(wish: MailServerWish): Promise<PrivatePostfix> {
  const folder = mkdtempSync(join(tmpdir(), 'postlane-postfix-'));
  const inbox = join(folder, 'mail/inbox/new');
  furnish(folder, wish);

  const dovecot = spawn('dovecot', ['-F', '-c', join(folder, 'dovecot.conf')]);
  const dovecotEnded = once(dovecot, 'exit');
  const log = (): string => readFileSync(join(folder, 'postfix.log'), 'utf8');
  const postfix = (word: 'start' | 'stop') =>
    spawnSync('postfix', ['-c', join(folder, 'etc'), word], { stdio: 'ignore' });
  const stop = async (): Promise<void> => {
    postfix('stop');
    dovecot.kill('SIGTERM');
    await dovecotEnded;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilSaid(dovecot, 'starting up');
    if (postfix('start').status !== 0) throw new Error(log());
  } catch (failure) {
    await stop();
    throw failure;
  }

  const doveadm = (...words: string[]) => run('doveadm', ['-c', join(folder, 'dovecot.conf'), ...words]);
  const isTaken = (password: string): Promise<boolean> =>
    doveadm('auth', 'test', wish.user.address, password).then(
      () => true,
      () => false,
    );

  return {
    stop,
    async changePassword(password) {
      const { stdout } = await doveadm('pw', '-s', 'SHA512-CRYPT', '-p', password);
      writeFileSync(join(folder, 'passwords'), `${wish.user.address}:${stdout}`);
      // It looks at the file once a second.
      while (!(await isTaken(password)));
    },
    log,
    async received(count) {
      const arrivals = watch(inbox);
      while (readdirSync(inbox).length < count) await once(arrivals, 'change');
      arrivals.close();
      const names = readdirSync(inbox).sort((one, other) => deliveredAt(one) - deliveredAt(other));
      return names.map((name) => readFileSync(join(inbox, name), 'utf8'));
    },
  };
}

/** By the name of its file, in microseconds since 1970: seconds before the first dot, and the rest after an M (Postfix's local_maildir). */
function deliveredAt(name: string): number {
  const [, seconds = '0', microseconds = '0'] = /^(\d+)\..*M(\d+)/.exec(name) ?? [];
  return Number(seconds) * 1_000_000 + Number(microseconds);
}

/** Writes the settings of both programs, and makes the folders that have to be there when they start. */
function furnish(folder: string, wish: MailServerWish): void {
  const { user, key, certificate, ...choices } = wish;
  const nobody = 65_534;
  const plan = {
    ...{ address: '127.0.0.1', submissionPort: 587, tlsPort: 465 },
    ...choices,
    ...{ folder, mailbox: user.address, mailboxOwner: nobody, tokens: 'tokens' in user ? user.tokens : null },
  };
  chmodSync(folder, 0o755); // Root, postfix, dovecot and nobody each run a part of it.
  const inbox = ['mail', 'mail/inbox', 'mail/inbox/new'];
  for (const part of ['etc', 'data', 'dovecot', 'queue', 'queue/private', ...inbox]) mkdirSync(join(folder, part));
  for (const part of inbox) chownSync(join(folder, part), nobody, nobody);

  const postfixUser = Number(spawnSync('id', ['-u', 'postfix'], { encoding: 'utf8' }).stdout);
  for (const part of ['data', 'queue/private']) chownSync(join(folder, part), postfixUser, -1);

  writeFileSync(join(folder, 'etc/main.cf'), mainCf(plan));
  writeFileSync(join(folder, 'etc/master.cf'), masterCf(plan));
  writeFileSync(join(folder, 'dovecot.conf'), dovecotConf(plan));
  if ('tokens' in user) {
    writeFileSync(join(folder, 'tokens.conf'), tokensConf(folder, user.tokens));
    writeFileSync(join(folder, 'authority.pem'), user.tokens.authority);
  } else {
    const password = Buffer.from(user.password).toString('base64'); // A colon in it would end the field.
    writeFileSync(join(folder, 'passwords'), `${user.address}:{PLAIN.b64}${password}\n`);
  }
  writeFileSync(join(folder, 'tls.pem'), `${key.trim()}\n${certificate.trim()}\n`, { mode: 0o600 });
}
