import { domainOf } from './address.ts';
import { PROVIDERS, providerOfHost, type ProviderId } from './provider.ts';

/** A service as a rep looks for it; with several ids there is a region, or the like, to pick. */
export interface Choice {
  name: string;
  ids: readonly [ProviderId, ...ProviderId[]];
}

/** In the order in which they are shown. */
export const CHOICE_KINDS = ['mailboxes', 'sending', 'hosting'] as const;
export type ChoiceKind = (typeof CHOICE_KINDS)[number];

/** Every service of a kind, those of one name as one. */
function choicesOf(kind: ChoiceKind): Choice[] {
  const byName = new Map<string, Choice>();
  for (const { id, name, kind: its } of Object.values(PROVIDERS)) {
    if (its !== kind) continue;
    const known = byName.get(name);
    byName.set(name, known ? { name, ids: [...known.ids, id] } : { name, ids: [id] });
  }
  return [...byName.values()];
}

export const CHOICES: Record<ChoiceKind, readonly Choice[]> = {
  mailboxes: choicesOf('mailboxes'),
  sending: choicesOf('sending'),
  hosting: choicesOf('hosting'),
};

/** All that belong to one another, the one itself among them: the regions of a service, or the service alone. */
export const siblingsOf = (id: ProviderId): readonly ProviderId[] =>
  CHOICE_KINDS.flatMap((kind) => CHOICES[kind]).find(({ ids }) => ids.includes(id))?.ids ?? [id];

/** Whether an address is at a domain where a mailbox service gives one to anybody: no company stands behind it. */
export const isAtMailboxService = (address: string): boolean =>
  Object.values(PROVIDERS).some(({ kind, domains }) => kind === 'mailboxes' && domains.includes(domainOf(address)));

/**
 * Which of a choice's services is meant by what was typed: the name of its server, a domain of its or an address there, a part of its
 * name or its server's; the first where the name alone fits, null where nothing does.
 */
export function meantIn({ name, ids }: Choice, typed: string): ProviderId | null {
  const text = typed.trim().toLowerCase();
  const domain = text.includes('@') ? domainOf(text) : text;
  const [first] = ids;
  // Whole domains and servers before parts: by a letter or two every service would be found, and by `gmx` its first region.
  const exact = ids.find((id) => id === providerOfHost(text) || PROVIDERS[id].domains.includes(domain));
  if (exact !== undefined) return exact;
  if (name.toLowerCase().includes(text)) return first;
  return ids.find((id) => hostsOf(id).some((host) => host.includes(text))) ?? null;
}

function hostsOf(id: ProviderId): string[] {
  const { server, otherHosts } = PROVIDERS[id];
  return server === null ? [...otherHosts] : [server.host, ...otherHosts];
}
