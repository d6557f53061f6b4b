import type { IncomingMessage, ServerResponse } from 'node:http';
import { PERSONAL_ACCOUNTS } from '../../domain/sign-in-service.ts';
import { PEOPLE, type Person } from '../people.ts';
import type { Switchboard } from '../switches.ts';
import { chosenOn, signInPage } from './sign-in-page.ts';

/** What Entra says to whoever may not agree alone. Source: entra-docs reference-error-codes.md, 2024-04-24. */
export const NEEDS_ADMINISTRATOR = {
  error: 'access_denied',
  error_description: 'AADSTS90094: The grant requires admin permission.',
};

/** What each tenant's administrator has agreed to for everybody, for as long as that is asked of administrators: the last word counts. */
export class AdminConsents {
  readonly #switches: Switchboard;
  readonly #given = new Map<string, readonly string[]>();
  readonly forget: () => void;

  constructor(switches: Switchboard) {
    this.#switches = switches;
    this.forget = switches.onChange(() => {
      if (!switches.get('admin-consent')) this.#given.clear();
    });
  }

  /** Personal accounts have no administrator. */
  mayAgree({ tenantId }: Person, scope: string): boolean {
    if (!this.#switches.get('admin-consent') || tenantId === PERSONAL_ACCOUNTS) return true;
    return this.#given.get(tenantId)?.includes(scope) === true;
  }

  give(tenantId: string, scopes: string): void {
    this.#given.set(tenantId, scopes.split(' '));
  }
}

interface Registered {
  clientId: string;
  redirectUri: string;
}

const PATH = /^\/([0-9a-f-]{36}|organizations)\/v2\.0\/adminconsent$/i;

export const isAdminConsent = (url: string | undefined): boolean => PATH.test(pathOf(url ?? ''));

const pathOf = (url: string): string => new URL(url, 'https://localhost').pathname;

/**
 * Entra's page on which an administrator agrees for everybody in a tenant; whoever chooses a person there is one. Source:
 * entra-docs v2-admin-consent.md, 2023-11-08.
 */
export async function adminConsent(
  request: IncomingMessage,
  response: ServerResponse,
  { clientId, redirectUri }: Registered,
  consents: AdminConsents,
): Promise<void> {
  const url = new URL(request.url ?? '', 'https://localhost');
  const asked = Object.fromEntries(url.searchParams);
  if (asked['client_id'] !== clientId) return refuse(response, 'AADSTS700016: Application was not found.');
  if (asked['redirect_uri'] !== redirectUri) return refuse(response, 'AADSTS50011: The redirect URI does not match.');
  if (!asked['scope']) return refuse(response, 'AADSTS900144: The request must contain the parameter: scope.');
  const tenant = PATH.exec(url.pathname)?.[1] ?? '';
  const people = PEOPLE.filter(({ tenantId }) =>
    tenant === 'organizations' ? tenantId !== PERSONAL_ACCOUNTS : tenantId === tenant,
  );
  if (request.method !== 'POST') {
    const page = signInPage(
      `${url.pathname}${url.search}`,
      null,
      {
        title: 'Microsoft asks an administrator, in Postlane’s sandbox',
        heading: 'Postlane wants to send mail for everybody who signs in',
        body: 'This page plays Microsoft’s question to an administrator. Choose who you are: that is agreeing for the whole company, too.',
        decline: 'Cancel: Postlane may not',
      },
      people,
    );
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    return;
  }
  const chosen = await chosenOn(request);
  const administrator = people.find(({ id }) => id === chosen);
  if (administrator !== undefined) consents.give(administrator.tenantId, asked['scope']);
  const answer: Record<string, string> =
    administrator === undefined
      ? {
          error: 'consent_required',
          error_description: 'AADSTS65004: The resource owner or authorization server denied the request.',
        }
      : { tenant: administrator.tenantId, scope: asked['scope'] };
  const back = new URL(redirectUri);
  back.search = new URLSearchParams({ admin_consent: 'True', ...answer, state: asked['state'] ?? '' }).toString();
  response.writeHead(302, { location: back.href }).end();
}

const refuse = (response: ServerResponse, why: string): void =>
  void response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(why);
