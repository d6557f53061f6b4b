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

/** Whether a service is meant by what was typed: a part of its name, the name of its server, a domain of its or an address there. */
export function isMeant({ name, ids }: Choice, typed: string): boolean {
  const text = typed.trim().toLowerCase();
  if (name.toLowerCase().includes(text) || ids.includes(providerOfHost(text))) return true;
  const domain = text.includes('@') ? domainOf(text) : text;
  return ids.some((id) => {
    const { server, otherHosts, domains } = PROVIDERS[id];
    // A whole domain: by a letter or two every service would be found.
    return domains.includes(domain) || [server?.host, ...otherHosts].some((host) => host?.includes(text) ?? false);
  });
}
