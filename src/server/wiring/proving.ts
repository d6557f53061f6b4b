import { setTimeout as pause } from 'node:timers/promises';
import { checkAt } from '../../domain/health.ts';
import { HOUR } from '../../domain/instant.ts';
import { markOf, openCredential, sealCredential } from '../vault/vault.ts';
import type { Ground } from './ground.ts';
import type { Sending } from './sending.ts';
import type { SigningIn } from './signing-in.ts';

/** What proves a channel, be it new, to be mended, or looked at. */
export function wireProving(ground: Ground, { login, signIn }: SigningIn, { verify }: Sending) {
  const { config, stores, vault, stopping, onFault, clock, random, newId } = ground;
  const { checking, outbox } = stores;
  return {
    verify,
    currentLogin: login,
    findSignedIn: signIn.findSignedIn,
    markOf: markOf.bind(null, vault),
    seal: sealCredential.bind(null, vault),
    openCredential: openCredential.bind(null, vault),
    ...stores.channels,
    membersOf: stores.sharing.membersOf,
    policiesOf: stores.policies.of,
    restsUntil: stores.refusals.restsUntil,
    refused: stores.refusals.refused,
    nextCheckAt: () => checkAt(config.checkHours * HOUR, clock(), random()),
    openCheck: checking.openOf,
    failed: checking.failed,
    untried: checking.untried,
    endConversation: outbox.endConversation,
    sleep: pause,
    onFault,
    stopping,
    clock,
    newId,
  };
}

export type Proving = ReturnType<typeof wireProving>;
