import { setTimeout as pause } from 'node:timers/promises';
import { checkAt } from '../../domain/health.ts';
import { HOUR } from '../../domain/instant.ts';
import type { Credential, Grant } from '../../domain/credential.ts';
import type { ConfiguredChannel } from '../use-cases/use-default-channel.ts';
import { markOf, openCredential, sealCredential } from '../vault/vault.ts';
import type { Ground } from './ground.ts';
import type { Sending } from './sending.ts';
import type { SigningIn } from './signing-in.ts';

/** What proves a channel, be it new, to be mended, or looked at. */
export function wireProving(
  ground: Ground,
  { login, signIn }: SigningIn,
  { verify }: Sending,
  defaultChannel: ConfiguredChannel | null,
) {
  const { config, stores, vault, stopping, onFault, clock, random, newId } = ground;
  const { checking, outbox } = stores;
  return {
    verify,
    currentLogin: login,
    findSignedIn: signIn.findSignedIn,
    markOf: markOf.bind(null, vault),
    defaultChannel,
    async seal(credential: Credential, grant: Grant | null, channelId: string) {
      const sealed = await sealCredential(vault, credential, grant, channelId);
      // All who log in with the operator's have the same.
      return credential.kind === 'configured' && defaultChannel !== null
        ? { ...sealed, mark: defaultChannel.mark }
        : sealed;
    },
    openCredential: openCredential.bind(null, vault),
    ...stores.channels,
    changingWith: stores.sharing.changingWith,
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
