import { SIGN_IN_SERVICES, type SignInService } from '../../domain/credential.ts';
import { SECOND } from '../../domain/instant.ts';
import { PROVIDERS } from '../../domain/provider.ts';
import { serviceOf, SIGN_IN_TERMS } from '../../domain/sign-in-service.ts';
import type { Config } from '../config.ts';
import { isEntra, isWorldwide } from '../identity/sign-in.ts';
import { CALLBACK_PATH } from '../routes/sign-ins.ts';
import type { TrustingFetch } from '../trusting-fetch.ts';
import type { Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';
import { asItself, askForToken, inATenant } from './tokens.ts';

/** Where reps sign in to send: is Postlane registered there, by the id and the secret that it has. */
export const registrationChecks = (config: Config, fetch: TrustingFetch): Check[] =>
  SIGN_IN_SERVICES.map((service) => ({
    about: aboutOf(service),
    lasts: 25 * SECOND,
    run: async (signal) => [await registrationFinding(service, config, fetch, signal)],
  }));

const aboutOf = (service: SignInService): string => `${SIGN_IN_TERMS[service].name} sign-in`;

async function registrationFinding(
  service: SignInService,
  { registrations, identity, publicUrl }: Config,
  fetch: TrustingFetch,
  signal: AbortSignal,
): Promise<Finding> {
  const registration = registrations[service];
  if (registration === undefined) return absentFinding(service);
  const about = aboutOf(service);
  const redirect = `${publicUrl}${CALLBACK_PATH}`;
  if (isEntra(registration.issuer) && !isWorldwide(registration.issuer))
    return mend(
      about,
      `${registration.issuer} is in a national cloud, and what reps are asked to agree to is named in the worldwide one alone.`,
      'Take MICROSOFT_CLIENT_ID and MICROSOFT_CLIENT_SECRET out: reps there give a password.',
    );
  const there = inATenant(registration, identity.tenants);
  const { issuer } = there?.registration ?? registration;
  const form = there === null ? madeUpCode(redirect) : asItself('https://outlook.office.com');
  const answer = await askForToken({ ...registration, issuer }, form, fetch, signal);
  if (!answer.ok) return mend(about, `${issuer} ${answer.failure}.`, 'Open https to it.');
  if (answer.value.given) return ok(about, `Id and secret are right. ${registered(redirect)}.`);
  const { error, words } = answer.value;
  return refusalFinding(about, error, words, {
    ...{ clientId: registration.clientId, redirect, isEntra: isEntra(issuer) },
    among: there === null || issuer === registration.issuer ? null : there.tenant,
  });
}

/** RFC 6749 4.1.3, with a code that nobody was given: how it is refused tells of the client. */
const madeUpCode = (redirect: string): Record<string, string> => ({
  grant_type: 'authorization_code',
  code: 'made-up-by-the-doctor',
  redirect_uri: redirect,
  code_verifier: 'made-up-by-the-doctor-made-up-by-the-doctor',
});

const registered = (redirect: string): string => `The redirect address to register is ${redirect}`;

interface Asked {
  clientId: string;
  redirect: string;
  isEntra: boolean;
  /** The tenant that was asked about, among many that may sign in; null where the issuer names its own, or none is known. */
  among: string | null;
}

/**
 * What a refusal says of the registration. At Google a made-up code is refused as such (`invalid_grant`) once id and secret are
 * right (trufflesecurity/trufflehog#5030, 2026-06-12). Of Entra nobody has written down which it looks at first, and codes it
 * cannot read are `invalid_grant` there too (AADSTS9002313, AzureAD/microsoft-authentication-library-for-js#3088): no proof.
 */
function refusalFinding(about: string, error: string, words: string, asked: Asked): Finding {
  const { clientId, redirect, among } = asked;
  switch (error) {
    case 'invalid_grant':
      return asked.isEntra
        ? look(about, `It answers, and tells of no secret without a person. ${registered(redirect)}.`, SIGN_IN_YOURSELF)
        : ok(about, `Id and secret are right. ${registered(redirect)}.`);
    case 'invalid_client':
      return mend(
        about,
        `It does not take the id ${clientId} with the secret: ${words}.`,
        'Set the secret’s value, not its id; if it has run out, make a new one.',
      );
    // Entra's word for an application that the tenant does not know, AADSTS700016: entra-docs reference-error-codes.md, 2024-04-24.
    case 'unauthorized_client':
      return among === null
        ? mend(about, `It does not know the id ${clientId}: ${words}.`, 'Copy the Application (client) ID again.')
        : look(
            about,
            `The tenant ${among} does not know the id ${clientId}.`,
            'See that it is right; if it is, nobody there has consented yet.',
          );
    case 'redirect_uri_mismatch':
      return mend(about, `It does not know the redirect address ${redirect}.`, 'Register it letter by letter.');
    default:
      return look(about, `It answers what we did not expect: ${words}. ${registered(redirect)}.`, SIGN_IN_YOURSELF);
  }
}

const SIGN_IN_YOURSELF = 'Sign in to send once yourself, to be sure.';

/** Where nobody signs in, passwords have to do as long as they may. */
function absentFinding(service: SignInService): Finding {
  const served = Object.values(PROVIDERS).filter(({ id }) => serviceOf(id) === service);
  const ending = served.flatMap(({ name, passwords }) =>
    passwords.policy === 'ending' ? [`${name} takes passwords until ${passwords.endsOn}`] : [],
  );
  const refusing = served.flatMap(({ name, passwords }) =>
    passwords.policy === 'refused' ? [`${name} takes none`] : [],
  );
  const without = [...ending, ...refusing];
  const about = aboutOf(service);
  return without.length === 0
    ? ok(about, 'Not set up: reps use app passwords.')
    : look(
        about,
        `Not set up, so reps use passwords: ${without.join(', ')}.`,
        'docs/deploying.md says how to register.',
      );
}
