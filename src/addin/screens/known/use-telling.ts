import { useEffect, useMemo, useRef, useState } from 'react';
import { noticeOf } from '../../launch-event/notice.ts';
import { standingOf, worstOf, type Standing } from '../../launch-event/standing.ts';
import type { Surroundings } from '../../parts/surroundings.ts';
import type { Known } from './known.ts';

/** Tells outside the pane how the channels stand: on the open message, and to the launch event, which knows nothing else. */
export function useTelling({ host, words }: Surroundings, { channels, heard }: Known): void {
  const standings = useMemo(() => channels?.map(standingOf) ?? null, [channels]);
  useBar({ host, words }, standings, heard);
  useMemory({ host }, standings, heard);
}

/** One bar on whatever message is open, as long as something is wrong. */
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

  const trouble = standings === null ? undefined : worstOf(standings);
  const notice = trouble ? noticeOf(trouble, words.notice) : null;
  // What this device remembers may be mended by now, or may have broken: only the server's word takes a bar away.
  const told = standings === null || (!heard && notice === null) ? undefined : JSON.stringify(notice);
  useEffect(() => {
    // A client that shows no bars has none of ours to be in step with.
    if (told !== undefined) void host.showNotice(JSON.parse(told) as typeof notice);
  }, [host, told, opened]);
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
