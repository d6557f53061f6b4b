import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SIGN_IN_SERVICES } from '../../domain/credential.ts';
import { adminConsentUrl } from '../oauth/admin-consent.ts';
import { createSignInServices } from '../oauth/sign-in-services.ts';
import { CALLBACK_PATH, CONSENT_STATE } from '../routes/sign-ins.ts';
import { currentLogin } from '../use-cases/current-login.ts';
import { signInToSend } from '../use-cases/sign-in-to-send.ts';
import { openGrant, openSignIn, sealGrant, sealSignIn } from '../vault/vault.ts';
import type { ConfiguredChannel } from '../use-cases/use-default-channel.ts';
import { configuredLogin } from './default-channel.ts';
import type { Ground } from './ground.ts';

/** Signing in at Microsoft or Google so that Postlane may send, and the logins that come of it. */
export function wireSigningIn(
  { config, stores, vault, fetch, stopping, onFault, clock, newId }: Ground,
  defaultChannel: ConfiguredChannel | null,
) {
  const redirectUri = `${config.publicUrl}${CALLBACK_PATH}`;
  const services = createSignInServices(config.registrations, config.microsoftGraph, redirectUri, fetch, clock);
  return {
    offered: SIGN_IN_SERVICES.filter((service) => services.offers(service, 'smtp')),
    graph: services.offers('microsoft', 'graph'),
    consentUrl: (tenantId: string) =>
      adminConsentUrl(config.registrations, config.microsoftGraph, tenantId, { redirectUri, state: CONSENT_STATE }),
    login: currentLogin({
      ...stores.renewing,
      openGrant: openGrant.bind(null, vault),
      sealGrant: sealGrant.bind(null, vault),
      refresh: services.refresh,
      configured: configuredLogin(defaultChannel),
      onFault,
      sleep: pause,
      stopping,
      clock,
    }),
    signIn: signInToSend({
      ...services,
      ...stores.signIns,
      seal: sealSignIn.bind(null, vault),
      unseal: openSignIn.bind(null, vault),
      newId,
      newSecret: () => randomBytes(32).toString('base64url'),
      hash: (secret) => createHash('sha256').update(secret).digest('base64url'),
      clock,
    }),
  };
}

export type SigningIn = ReturnType<typeof wireSigningIn>;
