import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { SignInEnd } from '../../contract/shapes.ts';
import type { SignInToSend } from '../use-cases/sign-in-to-send.ts';
import { Refusal } from '../http.ts';
import { onEach, serve, type Door } from './endpoint.ts';

/** RFC 6265bis 4.1.3.2: no neighbour domain and no page of another path can have set it. One for each sign-in: two panes may be at it at once. */
const cookieOf = (name: string): string => `__Host-postlane-sign-in-${name}`;
/** Lax: it has to come along when the service sends the browser back. */
const OF_COOKIES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** What the registration at a service must name as where it sends browsers back to. */
export const CALLBACK_PATH = '/oauth/callback';
const BEGIN_PATH = '/oauth/begin';
/** By which the answer to an administrator's consent comes back to the same address; nothing hangs on it but which page is shown. */
export const CONSENT_STATE = 'consent-of-an-administrator';
/** The pane's own page for it: what is behind the # is how it ended. */
export const CONSENT_PAGE = '/consented.html';
/** The pane's own page, at which the window ends: it hands to the pane what is behind the #. */
export const END_PAGE = '/signed-in.html';

/** The pane asks for a sign-in; its window begins it here, goes to the service, and comes back here. */
export function signInRoutes(door: Door, use: SignInToSend, publicUrl: string): void {
  serve(door, 'openSignIn', async ({ owner, body }) =>
    onEach(await use.open(owner, body), ({ id }) => ({ url: `${publicUrl}${BEGIN_PATH}/${id}` })),
  );

  door.app.get(`${BEGIN_PATH}/:id`, OF_THE_WINDOW, async (request, reply) => {
    const { id } = request.params as { id: string };
    const begun = isId(id) ? await use.begin(id) : UNKNOWN;
    if (!begun.ok) return end(reply, { failure: shown(begun.failure) });
    const { url, name, browser } = begun.value;
    const cookie = `${cookieOf(name)}=${browser}; Max-Age=600; ${OF_COOKIES}`;
    return reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect(url, 303);
  });

  door.app.get(CALLBACK_PATH, OF_THE_WINDOW, async (request, reply) => {
    const [, query = ''] = request.url.split(/\?(.*)/s);
    const cookie = cookieOf(use.nameIn(query));
    const ended = await use.comeBack(query, cookieIn(request, cookie));
    // After the sign-ins that are under way: no query makes one of those end here.
    if (!ended.ok && ended.failure.kind === 'sign-in-unknown' && isOfConsent(query))
      return reply.redirect(`${CONSENT_PAGE}#${consentIn(query)}`, 303);
    return end(
      reply.header('set-cookie', `${cookie}=; Max-Age=0; ${OF_COOKIES}`),
      ended.ok ? ended.value : { failure: shown(ended.failure) },
    );
  });
}

/** Of an address, from which a whole company may come: a sign-in takes two. */
const REQUESTS_A_MINUTE = 600;

/** Pages for a browser, not calls for the pane. What only looks (HEAD) must not use up what can be used once. */
const OF_THE_WINDOW = {
  schema: { hide: true },
  exposeHeadRoute: false,
  config: { rateLimit: { max: REQUESTS_A_MINUTE } },
  // It is a rep who looks at this window: whoever is held back is told so by the page at which all of them end.
  errorHandler(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (!(error instanceof Refusal) || error.failure.kind !== 'too-many-requests') throw error;
    const { kind, retryAfterSeconds } = error.failure;
    return end(reply, { failure: { kind, detail: String(retryAfterSeconds) } });
  },
};

/** Entra adds "admin_consent", beside an error too, but for errors it makes before it knows what was asked. */
function isOfConsent(query: string): boolean {
  const said = new URLSearchParams(query);
  return said.has('admin_consent') || said.get('state') === CONSENT_STATE;
}

/** Entra says `admin_consent=True` beside an error too. Source: entra-docs v2-admin-consent.md, 2023-11-08. */
function consentIn(query: string): 'given' | 'not-given' {
  const said = new URLSearchParams(query);
  return said.get('admin_consent') === 'True' && !said.has('error') ? 'given' : 'not-given';
}

const UNKNOWN = { ok: false, failure: { kind: 'sign-in-unknown' } } as const;

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/i.test(text);

const shown = (failure: { kind: string; detail?: string | null }) => ({
  kind: failure.kind,
  detail: failure.detail ?? null,
});

/** Behind the #, so that it is in no log of ours or of a proxy's. */
const end = (reply: FastifyReply, said: SignInEnd): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .redirect(`${END_PAGE}#${encodeURIComponent(JSON.stringify(said))}`, 303);

function cookieIn(request: FastifyRequest, cookie: string): string {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split(/=(.*)/s));
  return pairs.find(([name]) => name === cookie)?.[1] ?? '';
}
