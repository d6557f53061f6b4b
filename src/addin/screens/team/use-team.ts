import { useCallback, useEffect, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoints.ts';
import type { Invitation, SendingDomain, SharedChannel } from '../../../contract/shapes.ts';
import type { Backend, BackendFailure, FromBackend } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

/** All that the screen shows; null until known. */
export interface TeamKnown {
  domains: readonly SendingDomain[];
  channels: readonly SharedChannel[];
  invitations: readonly Invitation[];
}

/** What a check found of a domain's record, and what stands in its place. */
export type Looked = Pick<ReplyOf<'checkDomain'>, 'found' | 'instead'>;

export interface Team {
  known: TeamKnown | null;
  busy: boolean;
  trouble: BackendFailure | null;
  /** What the last check found of each domain's record. */
  found: Readonly<Record<string, Looked>>;
  ask: () => void;
  /** Each gives back why it was not done, or null. */
  addDomain: (domain: string) => Promise<BackendFailure | null>;
  checkDomain: (domain: string) => Promise<BackendFailure | null>;
  removeDomain: (domain: string) => Promise<BackendFailure | null>;
  /** Lets everybody write as an address, and takes that back. */
  nameAddress: (domain: string, address: string) => Promise<BackendFailure | null>;
  removeNamedAddress: (domain: string, address: string) => Promise<BackendFailure | null>;
  share: (id: string, domains: string[], sendsForOthers: boolean) => Promise<BackendFailure | null>;
  unshare: (id: string) => Promise<BackendFailure | null>;
  invite: (id: string, addresses: string[]) => Promise<BackendFailure | null>;
  takeBack: (id: string) => Promise<BackendFailure | null>;
}

/** What an administrator shares and prepares, and changes of it; after each the server is asked how things are. */
export function useTeam(): Team {
  const { backend } = useSurroundings();
  const [known, setKnown] = useState<TeamKnown | null>(null);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const [found, setFound] = useState<Record<string, Looked>>({});
  const [busy, setBusy] = useState(false);
  const [asked, askAgain] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    void askForAll(backend, stop.signal).then((answer) => {
      if (stop.signal.aborted) return;
      setTrouble(answer.ok ? null : answer.failure);
      if (answer.ok) setKnown(answer.value);
    });
    return () => {
      stop.abort();
    };
  }, [backend, asked]);

  const ask = useCallback(() => {
    askAgain((count) => count + 1);
  }, []);

  const change = useCallback(
    async <T>(request: FromBackend<T>, take: (value: T) => void = () => undefined): Promise<BackendFailure | null> => {
      setBusy(true);
      const done = await request;
      setBusy(false);
      if (done.ok) take(done.value);
      ask();
      return done.ok ? null : done.failure;
    },
    [ask],
  );

  return {
    known,
    busy,
    trouble,
    found,
    ask,
    addDomain: (domain) => change(backend.ask('addDomain', { body: { domain } })),
    checkDomain: (domain) =>
      change(backend.ask('checkDomain', { params: { domain } }), (checked: ReplyOf<'checkDomain'>) => {
        setFound((before) => ({ ...before, [domain]: checked }));
      }),
    removeDomain: (domain) => change(backend.ask('removeDomain', { params: { domain } })),
    nameAddress: (domain, address) => change(backend.ask('nameAddress', { params: { domain }, body: { address } })),
    removeNamedAddress: (domain, address) => change(backend.ask('removeNamedAddress', { params: { domain, address } })),
    share: (id, domains, sendsForOthers) =>
      change(backend.ask('shareChannel', { params: { id }, body: { domains, sendsForOthers } })),
    unshare: (id) => change(backend.ask('unshareChannel', { params: { id } })),
    invite: (id, addresses) => change(backend.ask('inviteColleagues', { params: { id }, body: { addresses } })),
    takeBack: (id) => change(backend.ask('removeInvitation', { params: { id } })),
  };
}

async function askForAll(backend: Backend, signal: AbortSignal): FromBackend<TeamKnown> {
  const [domains, channels, invitations] = await Promise.all([
    backend.ask('listDomains', { signal }),
    backend.ask('listSharedChannels', { signal }),
    backend.ask('listInvitations', { signal }),
  ]);
  if (!domains.ok) return domains;
  if (!channels.ok) return channels;
  if (!invitations.ok) return invitations;
  return { ok: true, value: { ...domains.value, ...channels.value, ...invitations.value } };
}
