import { ADDRESS, GIVEN, type ScriptedService } from '../oauth/scripted-service.ts';
import type { World } from '../world.ts';

/** Signs a rep in at the scripted service, up to the reference that the pane is given. */
export async function signedIn(
  { server: { app } }: Pick<World, 'server'>,
  headers: Record<string, string>,
  service: ScriptedService,
): Promise<string> {
  const payload = { service: 'google', loginHint: ADDRESS };
  const asked = await app.inject({ method: 'POST', url: '/api/sign-ins', headers, payload });
  const window = await app.inject((asked.json() as { url: string }).url.replace('http://localhost', ''));
  const { state = '', nonce = '' } = Object.fromEntries(new URL(String(window.headers.location)).searchParams);
  service.answer = service.grants({}, () => service.idToken({ nonce }));
  const query = new URLSearchParams({ code: GIVEN.code, state, iss: service.issuer.url });
  const cookie = String(window.headers['set-cookie']).replace(/;.*/, '');
  const back = await app.inject({ url: `/oauth/callback?${query.toString()}`, headers: { cookie } });
  const [, said = ''] = String(back.headers.location).split('#');
  return (JSON.parse(decodeURIComponent(said)) as { reference: string }).reference;
}
