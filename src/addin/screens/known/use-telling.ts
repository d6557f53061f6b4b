import { useEffect, useMemo, useRef, useState } from 'react';
import { inSendingOrder } from '../../../domain/channel-order.ts';
import { noticeOf } from '../../launch-event/notice.ts';
import { causeOf, standingFor, standingOf, worstOf, type Standing } from '../../launch-event/standing.ts';
import type { Surroundings } from '../../parts/surroundings.ts';
import type { Known } from './known.ts';

/** Tells outside the pane how the channels stand: on the open message, and to the launch event, which knows nothing else. */
export function useTelling({ host, words }: Surroundings, { channels, heard }: Known): void {
  const standings = useMemo(() => (channels ? inSendingOrder(channels).map(standingOf) : null), [channels]);
  useBar({ host, words }, standings, heard);
  useMemory({ host }, standings, heard);
}

/** One bar on whatever message is open, as long as something is wrong: of a draft with the channel it would go by. */
function useBar(
  { host, words }: Pick<Surroundings, 'host' | 'words'>,
  standings: readonly Standing[] | null,
  heard: boolean,
): void {
  const [opened, count] = useState(0);
  useEffect(
    () =>
      host.onItemChanged(() => {
        count((before) => before + 1);
      }),
    [host],
  );
  const several = standings !== null && standings.length > 1;
  const sender = useSender(host, several, opened);

  const known = sender === undefined ? null : standings;
  const trouble = known === null ? undefined : worstOf(concerning(known, sender ?? null));
  const notice = trouble ? noticeOf(trouble, words.notice) : null;
  // What this device remembers may be mended by now, or may have broken: only the server's word takes a bar away.
  const isTold = known !== null && (heard || notice !== null);
  const cause = isTold ? (trouble ? causeOf(trouble) : 'none') : undefined;
  const newest = useRef(notice);
  useEffect(() => {
    newest.current = notice;
  });
  useEffect(() => {
    // A client that shows no bars has none of ours to be in step with.
    if (cause !== undefined) void host.showNotice(newest.current);
  }, [host, cause, opened]);

  const said = trouble && `${trouble.channelId} ${trouble.waiting}`;
  const told = useRef(said);
  useEffect(() => {
    // How many wait, and which of the channels that broke by one login is broken still, is no new cause: it does not bring
    // back a bar that the rep has closed.
    if (cause !== undefined && newest.current !== null && told.current !== said) void host.renewNotice(newest.current);
    told.current = said;
  }, [host, cause, said]);
}

/** Whom the open draft is from: null for none, undefined while it is being asked. Nobody is asked where there is nothing to choose. */
function useSender(host: Surroundings['host'], several: boolean, opened: number): string | null | undefined {
  const [asked, answer] = useState<{ opened: number; sender: string | null } | null>(null);
  useEffect(() => {
    if (!several) return;
    void host.sender().then((sender) => {
      answer({ opened, sender });
    });
  }, [host, several, opened]);
  if (!several) return null;
  return asked?.opened === opened ? asked.sender : undefined;
}

/** Of a draft the channel of its sender, where that has one; otherwise all of them. */
function concerning(standings: readonly Standing[], sender: string | null): readonly Standing[] {
  const own = sender === null ? undefined : standingFor(standings, sender);
  return own === undefined ? standings : [own];
}

/**
 * The mailbox keeps it, from where the launch event reads it. A save writes all that this window ever read, and would undo
 * what the launch event has noted meanwhile: so how many wait is written when a pane opens, and then only along with
 * something new.
 */
function useMemory({ host }: Pick<Surroundings, 'host'>, standings: readonly Standing[] | null, heard: boolean): void {
  const known = useRef<string | null>(null);
  useEffect(() => {
    if (!heard || standings === null) return;
    const news = JSON.stringify(
      standings.map(({ channelId, address, state, since }) => [channelId, address, state, since]),
    );
    if (news === known.current) return;
    known.current = news;
    if (JSON.stringify(standings) !== JSON.stringify(host.standings() ?? [])) void host.keepStandings(standings);
  }, [host, standings, heard]);
}
