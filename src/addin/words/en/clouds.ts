import type { Variant } from '../../../domain/provider/row.ts';

/** A service's clouds by name. */
export const cloudWords = {
  worldwide: 'Worldwide',
  'gcc-high': 'US Government, GCC High',
  dod: 'US Government, DoD',
  china: 'China, operated by 21Vianet',
} satisfies Record<Extract<Variant, { of: 'cloud' }>['name'], string>;
