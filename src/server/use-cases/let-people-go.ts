import type { Author, WhoseWord } from '../../domain/audit.ts';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { Named } from '../../domain/directory.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Break } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import type { NotRemoved, PersonFacts, Removed, WaitingMail } from '../../domain/leaving.ts';
import type { MessageRecord } from '../../domain/message-record.ts';
import type { ProvenAddress } from '../../domain/sender-proof.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { STOPPED } from './manage-channels.ts';

export interface LetPeopleGoNeeds {
  /** Null when there is nothing of the person. */
  factsOf(person: Owner): Promise<PersonFacts | null>;
  /** Destroys all that is a person's, at once, and notes what the organisation is to know of it; not by the rep's own word while an administrator has paused a channel. */
  remove(person: Owner, mail: WaitingMail, now: Instant, word: WhoseWord): Promise<Removed | NotRemoved>;
  channelsOf(owner: Owner): Promise<DeliveryChannel[]>;
  breaksOf(owner: Owner, channelId: string): Promise<Break[]>;
  /** How the owner is called; null for whom no token has named. */
  nameOf(owner: Owner): Promise<Named | null>;
  addressesOf(owner: Owner): Promise<ProvenAddress[]>;
  /** So many at a time. */
  messagesOf(owner: Owner, pageSize: number): AsyncIterable<MessageRecord[]>;
  clock(): Instant;
}

/** Records are read so many at a time: however many there are, no more lie in memory. */
const PAGE = 500;

/** An administrator removes who leaves the organisation; a rep takes along and deletes what is the rep's own. */
export function letPeopleGo(needs: LetPeopleGoNeeds) {
  const remove = async (
    person: Owner,
    mail: WaitingMail,
    word: WhoseWord,
  ): Promise<Result<Removed, RequestFailure>> => {
    const done = await needs.remove(person, mail, needs.clock(), word);
    if (done === 'not-found') return failed({ kind: 'not-found' });
    if (done === 'stopped') return failed(STOPPED);
    return 'cannotSendFrom' in done
      ? failed({ kind: 'sender-not-allowed', address: done.cannotSendFrom })
      : success(done);
  };
  const colleague = ({ tenantId }: Owner, objectId: string): Owner => ({ tenantId, objectId });
  return {
    async show(admin: Owner, personId: string): Promise<Result<PersonFacts, RequestFailure>> {
      const facts = await needs.factsOf(colleague(admin, personId));
      return facts === null ? failed({ kind: 'not-found' }) : success(facts);
    },

    /** Fails with not-found, and with sender-not-allowed where whoever is to get the mail could not send it as it is. */
    remove: (
      admin: Owner,
      by: Author,
      personId: string,
      mail: WaitingMail,
    ): Promise<Result<Removed, RequestFailure>> =>
      mail.kind === 'hand-over' && mail.to === personId
        ? Promise.resolve(failed({ kind: 'invalid-request', faults: [{ path: 'to', fault: 'the same person' }] }))
        : remove(colleague(admin, personId), mail, { of: 'admin', by }),

    /** Where there is nothing, nothing is left to be removed. Fails with conflict. */
    async removeSelf(owner: Owner, by: Author): Promise<Result<Removed, RequestFailure>> {
      const done = await remove(owner, { kind: 'drop' }, { of: 'rep', by });
      return done.ok || done.failure.kind !== 'not-found' ? done : success({ channels: 0, messages: 0, underWay: 0 });
    },

    async export(owner: Owner) {
      const channels = [];
      for (const channel of await needs.channelsOf(owner))
        channels.push({ channel, breaks: await needs.breaksOf(owner, channel.id) });
      const addresses = await needs.addressesOf(owner);
      const named = await needs.nameOf(owner);
      return { exportedAt: needs.clock(), owner, named, channels, addresses, messages: needs.messagesOf(owner, PAGE) };
    },
  };
}
export type LetPeopleGo = ReturnType<typeof letPeopleGo>;
