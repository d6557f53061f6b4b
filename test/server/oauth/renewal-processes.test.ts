import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GrantCredential } from '../../../src/domain/credential.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { createVault, sealCredential } from '../../../src/server/vault/vault.ts';
import { findPostgres, startPostgres, type PrivatePostgres } from '../../setup/postgres.ts';
import { openDatabase } from '../../../src/server/store/open.ts';
import { storeOn } from '../store/fixtures.ts';
import type { Orders } from './renewing-process.ts';
import { startScriptedService, type ScriptedService } from './scripted-service.ts';

const PROGRAM = fileURLToPath(new URL('renewing-process.ts', import.meta.url));
const PROCESSES = 3;
const CONNECTIONS = 4;
const CREDENTIAL: GrantCredential = { kind: 'grant', service: 'microsoft', username: 'ada@firma.example' };

const programs = findPostgres();

// Without a PostgreSQL server there is nothing for three processes to share.
(programs === null ? describe.skip : describe)('three processes with one grant', () => {
  let authority: CertificateAuthority;
  let service: ScriptedService;
  let postgres: PrivatePostgres;
  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
    service = await startScriptedService(await authority.issueForThisMachine());
    postgres = await startPostgres(programs ?? '');
  });
  afterAll(() => Promise.all([service.stop(), postgres.stop()]));

  /** Honours each refresh token once. */
  function honourOnce(): void {
    let count = 0;
    service.answer = (response, asked) => {
      if (asked.get('refresh_token') !== `r${count}`)
        return response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant' }));
      count += 1;
      return service.grants({ refresh_token: `r${count}`, access_token: `a${count}` })(response, asked);
    };
  }

  /** Starts a process; `go` has it log in, and gives back what it did so with. */
  async function start(orders: Orders): Promise<{ go(): Promise<unknown[]> }> {
    const one = spawn(process.execPath, [PROGRAM, JSON.stringify(orders)], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(one.stdout, 'data');
    return {
      async go() {
        one.stdin.write('go');
        return JSON.parse(await text(one.stdout)) as unknown[];
      },
    };
  }

  it('ask the service once, and all log in with what it gave', async () => {
    honourOnce();
    const { db, close } = await openDatabase({ url: postgres.url });
    const store = storeOn({ db });
    const key = randomBytes(32);
    const channel = await store.channel();
    const grant = { refreshToken: 'r0', accessToken: 'a0', endsAt: 0 };
    const sealed = await sealCredential(createVault([{ id: 'k1', key }]), CREDENTIAL, grant, channel.id);
    await store.channels.save({ channel, occasion: 'new-password' }, sealed, [], 1);
    await close();

    const orders: Orders = {
      databaseUrl: postgres.url,
      key: key.toString('base64'),
      registration: service.registration,
      authority: authority.certificate,
      channelId: channel.id,
      credential: CREDENTIAL,
      connections: CONNECTIONS,
    };
    const processes = await Promise.all(Array.from({ length: PROCESSES }, () => start(orders)));
    const logins = (await Promise.all(processes.map((one) => one.go()))).flat();
    const login = { kind: 'token', username: CREDENTIAL.username, token: 'a1' };
    expect(logins).toEqual(Array.from({ length: PROCESSES * CONNECTIONS }, () => ({ ok: true, value: login })));
    expect(service.asked).toHaveLength(1);
  });
});
