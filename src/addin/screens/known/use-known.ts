import { useCallback, useEffect, useMemo, useReducer } from 'react';
import type { Change } from '../../../contract/shapes.ts';
import { SECOND } from '../../../domain/instant.ts';
import type { Surroundings } from '../../parts/surroundings.ts';
import type { Knowledge } from './known-context.ts';
import { askAgainAfter, know, LISTED, recall, remember, startKnowing } from './known.ts';
import { useAsker } from './use-asker.ts';
import { useOffered } from './use-offered.ts';
import { useVisible } from './use-visible.ts';

/** Streams end now and then, and the next one is there within moments: not worth a word. */
const GRACE = 5 * SECOND;

/** Asks for the rep's channels and mail, follows their changes, and remembers the channels on this device. */
export function useKnown({ host, backend, clock, device }: Surroundings): Knowledge {
  const { emailAddress } = host.profile();
  const [known, tell] = useReducer(know, null, () => startKnowing(recall(device, emailAddress)));

  const { heard, channels, lost, asOf } = known;
  const answering = heard && known.trouble === null;
  const settings = useOffered(backend, answering);
  const offered = settings?.signIns ?? null;
  const graph = settings?.graph ?? false;
  const { isAdmin, isExpected, allows } = useAsker(backend, answering);

  const refresh = useCallback(async () => {
    tell({ type: 'asked', at: clock.now() });
    const [channels, messages] = await Promise.all([
      backend.ask('listChannels', {}),
      backend.ask('listMessages', { query: { limit: LISTED } }),
    ]);
    if (!channels.ok) return tell({ type: 'troubled', trouble: channels.failure });
    if (!messages.ok) return tell({ type: 'troubled', trouble: messages.failure });
    tell({ type: 'answered', ...channels.value, ...messages.value, at: clock.now() });
  }, [backend, clock]);

  const signIn = useCallback(async () => {
    const signedIn = await backend.signIn();
    if (signedIn.ok) await refresh();
    else tell({ type: 'troubled', trouble: signedIn.failure });
  }, [backend, refresh]);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  useEffect(() => {
    if (heard && channels !== null && asOf !== null) remember(device, emailAddress, { channels, lost, asOf });
  }, [device, emailAddress, heard, channels, lost, asOf]);

  // Events need a sign-in, so they start with the first answer.
  useEffect(() => {
    if (!known.heard) return;
    const stop = new AbortController();
    const asked = new Map<string, number>();
    const onChange = async (change: Change) => {
      if (change.changed === 'message') return tell({ type: 'message-changed', message: change.message });
      const { id } = change;
      const turn = (asked.get(id) ?? 0) + 1;
      asked.set(id, turn);
      const found = await backend.ask('showChannel', { params: { id }, signal: stop.signal });
      // Answers overtake each other: what was asked last is the newest.
      if (asked.get(id) !== turn) return;
      if (found.ok) tell({ type: 'channel-changed', channel: found.value.channel });
      else if (found.failure.kind === 'not-found') {
        tell({ type: 'channel-gone', id });
        // What waited there has gone with it.
        void refresh();
      }
    };
    backend.follow(
      (change) => void onChange(change),
      (connected) => {
        tell({ type: 'following', following: connected });
        // What happened while nobody was listening: at the first time too, since the first answer.
        if (connected) void refresh();
      },
      stop.signal,
    );
    return () => {
      stop.abort();
    };
  }, [backend, refresh, known.heard]);

  useEffect(() => {
    if (!known.heard || known.following) return;
    return clock.after(GRACE, () => {
      tell({ type: 'interrupted' });
    });
  }, [clock, known.heard, known.following]);

  const { asking, askedAt } = known;
  const mute = known.trouble?.kind === 'not-signed-in';
  const pause = askAgainAfter(known, useVisible());
  useEffect(() => {
    if (asking || mute || pause === null) return;
    return clock.after(Math.max(0, askedAt + pause - clock.now()), () => void refresh());
  }, [clock, refresh, asking, askedAt, mute, pause]);

  return useMemo(
    () => ({ known, offered, graph, isAdmin, isExpected, allows, tell, refresh, signIn }),
    [known, offered, graph, isAdmin, isExpected, allows, refresh, signIn],
  );
}
