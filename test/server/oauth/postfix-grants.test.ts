import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import type { Channel } from '../../../src/contract/shapes.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { findFreePort } from '../../setup/free-port.ts';
import { startPostfix, whyNoPostfix, type PrivatePostfix } from '../../setup/postfix.ts';
import { metricsOf, untilAtRest } from '../../walk/at-rest.ts';
import { connectRequest, linesOf, queued, startWorld, untilState, type World } from '../world.ts';
import { Browser } from './browser.ts';
import { startTokenService, type TokenService } from './token-service.ts';

const why = whyNoPostfix();
if (why !== null) process.stdout.write(`No grant tried at a real Dovecot: ${why}\n`);

const LENA = { name: 'Lena Größe', address: 'lena@firma.example' };
const SERVER = { host: 'smtp.office365.com', port: 587 as const, security: 'starttls' as const };

(why === null ? describe : describe.skip)('against Postfix, Dovecot and oidc-provider, a rep who signed in', () => {
  let authority: CertificateAuthority;
  let service: TokenService;
  let postfix: PrivatePostfix;
  let world: World;
  let url: string;
  let channel: Channel;
  /** How far the product's clock is ahead of theirs. */
  let ahead = 0;
  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
    service = await startTokenService(authority, 'http://localhost/oauth/callback');
    world = await startWorld(
      {},
      { registrations: { microsoft: service.registration } },
      {
        authority,
        clock: () => Date.now() + ahead,
        async submission({ key, cert: certificate }) {
          const ports = { submissionPort: await findFreePort(), tlsPort: await findFreePort() };
          const user = { address: LENA.address, tokens: { mechanism: 'XOAUTH2' as const, ...service.check } };
          postfix = await startPostfix({ hostName: SERVER.host, key, certificate, user, ...ports });
          return { port: ports.submissionPort, stop: () => postfix.stop() };
        },
      },
    );
    ({ url } = await world.server.start());
  });
  afterAll(async () => {
    await world?.stop();
    await service?.stop();
  });

  const refusedLogins = (): number => postfix.log().match(/SASL XOAUTH2 authentication failed/g)?.length ?? 0;

  /** Sends a mail with this subject to the rep, by a login of its own; the subjects in the mailbox once it is there. */
  async function sent(subject: string, count: number): Promise<(string | undefined)[]> {
    await untilAtRest(() => metricsOf(world.server));
    const id = await queued(world, channel.id, { from: LENA, to: [LENA], subject });
    await untilState(world, url, id, 'accepted');
    const mails = await Promise.all((await postfix.received(count)).map((source) => PostalMime.parse(source)));
    return mails.map((mail) => mail.subject);
  }

  it('has a channel proven', async () => {
    const headers = await world.as();
    const payload = { service: 'microsoft', loginHint: LENA.address };
    const asked = await world.server.app.inject({ method: 'POST', url: '/api/sign-ins', headers, payload });
    const end = await new Browser(world.server, authority.certificate).open((asked.json() as { url: string }).url);
    const { reference } = JSON.parse(end.body) as { reference: string };
    const lines = await linesOf(world, '/api/channels', {
      ...connectRequest({ providerId: 'microsoft365', server: SERVER, sender: LENA }),
      credential: { kind: 'sign-in', reference },
    });
    const last = lines.at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(lines));
    channel = last.channel;
    expect(channel).toMatchObject({ username: LENA.address, credential: 'sign-in', health: { state: 'working' } });
  });

  it('sends', async () => {
    expect(await sent('One', 1)).toEqual(['One']);
    expect([service.renewals(), refusedLogins()]).toEqual([0, 0]);
  });

  it('sends hours later, by a token that was renewed once', async () => {
    await untilAtRest(() => metricsOf(world.server));
    ahead += 2 * HOUR;
    expect(await sent('Two', 2)).toContain('Two');
    expect([service.renewals(), refusedLogins()]).toEqual([1, 0]);
  });

  it('sends though the service took the token back, by another', async () => {
    await service.takeBack();
    expect(await sent('Three', 3)).toContain('Three');
    expect([service.renewals(), refusedLogins()]).toEqual([2, 1]);
  });
});
