// A process that logs in for a channel by its grant, over several connections at once, when it is told to; it says what with.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { CustomFetch } from 'openid-client';
import type { GrantCredential } from '../../../src/domain/credential.ts';
import { failed } from '../../../src/domain/result.ts';
import { createSignInServices, type Registration } from '../../../src/server/oauth/sign-in-services.ts';
import { openDatabase } from '../../../src/server/store/open.ts';
import { createRenewing } from '../../../src/server/store/renewing.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { currentLogin } from '../../../src/server/use-cases/current-login.ts';
import { createVault, openGrant, sealGrant } from '../../../src/server/vault/vault.ts';

export interface Orders {
  databaseUrl: string;
  /** Base64. */
  key: string;
  registration: Registration;
  authority: string;
  channelId: string;
  credential: GrantCredential;
  connections: number;
}

const { databaseUrl, key, registration, authority, channelId, credential, connections } = JSON.parse(
  process.argv[2] ?? '',
) as Orders;
const { db, close } = await openDatabase({ url: databaseUrl });
const vault = createVault([{ id: 'k1', key: new Uint8Array(Buffer.from(key, 'base64')) }]);
const { refresh } = createSignInServices(
  { microsoft: registration },
  null,
  'https://postlane.example/oauth/callback',
  createTrustingFetch([authority]) as CustomFetch,
  Date.now,
);
const login = currentLogin({
  ...createRenewing(db),
  openGrant: openGrant.bind(null, vault),
  sealGrant: sealGrant.bind(null, vault),
  refresh,
  configured: () => failed({ kind: 'default-channel-withdrawn', stage: 'connect', host: '', port: 0, detail: null }),
  onFault: (error) => console.error(error),
  sleep: pause,
  stopping: new AbortController().signal,
  clock: Date.now,
});
process.stdout.write('ready');
await once(process.stdin, 'data');
const logins = await Promise.all(Array.from({ length: connections }, () => login.of(channelId, credential)));
process.stdout.write(JSON.stringify(logins));
await close();
process.stdin.destroy();
