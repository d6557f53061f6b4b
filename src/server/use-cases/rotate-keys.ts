import type { Credential, Grant, Sealed, SealedCredential, WrappedKey } from '../../domain/credential.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ChannelSecrets, Hanging, ResealedChannel, Rotation } from '../../domain/rotation.ts';

export interface RotatingNeeds {
  /** The ids of the operator's keys, the newest first. */
  keys: readonly string[];
  /** Data keys that others than this key wrap, in the order of their ids, and from one on. */
  dataKeysBeside(keyId: string, after: string): Promise<{ id: string; wrapped: WrappedKey }[]>;
  /** False when it is another's by now. */
  rewrapDataKey(id: string, before: WrappedKey, after: WrappedKey): Promise<boolean>;
  contentKeysBeside(
    keyId: string,
    after: string | null,
  ): Promise<{ id: string; messageId: string; wrapped: WrappedKey }[]>;
  rewrapContentKey(id: string, before: WrappedKey, after: WrappedKey): Promise<boolean>;
  mailboxes(after: string | null): Promise<string[]>;
  secretsIn(mailboxId: string): Promise<ChannelSecrets[]>;
  /** How many of them it put: not those that somebody has changed, or is about to. */
  reseal(mailboxId: string, all: readonly ResealedChannel[], now: Instant): Promise<number>;
  /** Destroys the data keys that nothing names; how many. */
  destroyUnnamed(): Promise<number>;
  hanging(): Promise<Hanging[]>;
  countLost(): Promise<number>;
  /** Under the newest key. Throws when it does not open. */
  wrapAnew(wrapped: WrappedKey, dataKeyId: string): Promise<WrappedKey>;
  wrapContentAnew(wrapped: WrappedKey, messageId: string): Promise<WrappedKey>;
  openCredential(sealed: Sealed, channelId: string): Promise<Credential | null>;
  openGrant(sealed: Sealed, channelId: string): Promise<Grant | null>;
  sealCredential(credential: Credential, channelId: string): Promise<SealedCredential>;
  sealGrant(grant: Grant, channelId: string): Promise<Sealed>;
  markOf(credential: Credential): string | null;
  now(): Promise<Instant>;
}

/** A mailbox in which somebody changes something each time is left to the next run. */
const TRIES = 3;

/**
 * Puts the newest key in the place of all others, beside servers that run: wraps every data key and content's key anew, seals what an
 * older version had sealed under an operator's key itself, and marks passwords anew, a mailbox's all at once. What hangs on a
 * key that is not there, or does not open, stays as it is. A data key that nothing names is destroyed. Nothing is left to do the second time.
 */
export async function rotateKeys(needs: RotatingNeeds): Promise<Rotation> {
  const [newest = ''] = needs.keys;
  const done = { dataKeys: 0, contents: 0, channels: 0 };
  const damaged = new Set<string>();
  const isThere = ({ wrapped }: { wrapped: WrappedKey }): boolean => needs.keys.includes(wrapped.keyId);
  /** Null where it does not open: that is noted by `name`. */
  const tried = async <T>(name: string, work: Promise<T>): Promise<T | null> =>
    work.catch(() => {
      damaged.add(name);
      return null;
    });

  const batches = async <T>(read: (last: T | undefined) => Promise<T[]>, work: (one: T) => Promise<void>) => {
    for (let batch = await read(undefined); batch.length > 0; batch = await read(batch.at(-1)))
      for (const one of batch) await work(one);
  };

  const unnamed = await needs.destroyUnnamed();
  await batches(
    (last: string | undefined) => needs.mailboxes(last ?? null),
    async (mailboxId) => {
      for (let tries = 1; tries <= TRIES; tries += 1) {
        const all = await needs.secretsIn(mailboxId);
        const anew: ResealedChannel[] = [];
        for (const one of all) {
          const after = await tried(one.credential.dataKey ? one.credential.keyId : one.id, resealed(needs, one));
          if (after !== null) anew.push(after);
        }
        const put = anew.length === 0 ? 0 : await needs.reseal(mailboxId, anew, await needs.now());
        done.channels += put;
        if (put === anew.length) return;
      }
    },
  );
  await batches(
    (last: { id: string; wrapped: WrappedKey } | undefined) => needs.dataKeysBeside(newest, last?.id ?? ''),
    async (one) => {
      const after = isThere(one) ? await tried(one.id, needs.wrapAnew(one.wrapped, one.id)) : null;
      if (after !== null && (await needs.rewrapDataKey(one.id, one.wrapped, after))) done.dataKeys += 1;
    },
  );
  await batches(
    (last: { id: string; messageId: string; wrapped: WrappedKey } | undefined) =>
      needs.contentKeysBeside(newest, last?.id ?? null),
    async (one) => {
      const after = isThere(one) ? await tried(one.id, needs.wrapContentAnew(one.wrapped, one.messageId)) : null;
      if (after !== null && (await needs.rewrapContentKey(one.id, one.wrapped, after))) done.contents += 1;
    },
  );
  const hanging = (await needs.hanging()).filter(({ keyId }) => keyId !== newest);
  return { newest, ...done, unnamed, damaged: damaged.size, lost: await needs.countLost(), hanging };
}

/** Null where nothing is to be changed, or what it hangs on is not there. */
async function resealed(needs: RotatingNeeds, before: ChannelSecrets): Promise<ResealedChannel | null> {
  const { keys } = needs;
  const { id, credential, grant } = before;
  const opener = ({ keyId, dataKey }: Sealed): string => dataKey?.keyId ?? keyId;
  const opens = keys.includes(opener(credential));
  const opened = opens ? await needs.openCredential(credential, id) : null;
  const isDirect = (sealed: Sealed): boolean => keys.includes(sealed.keyId);
  // What is no password has a mark by another's word, or none.
  const mark = opened?.kind === 'password' ? needs.markOf(opened) : before.mark;
  const after = {
    id,
    mark,
    credential: opened !== null && isDirect(credential) ? await needs.sealCredential(opened, id) : credential,
    grant: grant !== null && isDirect(grant) ? await sealedAnew(needs, grant, id) : grant,
  };
  const isSame = mark === before.mark && after.credential.text === credential.text && after.grant?.text === grant?.text;
  return isSame ? null : { ...after, before };
}

async function sealedAnew(needs: RotatingNeeds, grant: Sealed, channelId: string): Promise<Sealed> {
  const opened = await needs.openGrant(grant, channelId);
  return opened === null ? grant : needs.sealGrant(opened, channelId);
}
