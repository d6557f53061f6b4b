import type { PlaceInList } from '../../domain/organisation.ts';

/** Where a page ends, as the pane says it to get the next one. */
export const nameOf = (place: PlaceInList | null): string | null => place && `${place.id}/${place.address}`;

export function placeIn(name: string | undefined): PlaceInList | null {
  const [id = '', address = ''] = name?.split(/\/(.*)/s) ?? [];
  return name === undefined ? null : { id, address };
}
