import type { Reputation } from '../../../contract/shapes.ts';
import type { DmarcPolicy } from '../../../domain/dmarc.ts';
import { PROVIDERS } from '../../../domain/provider.ts';

/** What the domain asks recipients to do with mail that proves nothing; null where it asks for nothing. */
export const mindOf = ({ dmarc }: Reputation): Exclude<DmarcPolicy, 'none'> | null =>
  dmarc === 'reject' || dmarc === 'quarantine' ? dmarc : null;

/** What the channel's provider is called in a sentence, or its server's name. */
export const nameOfProvider = ({ providerId }: Reputation, host: string | null): string =>
  providerId === 'custom' && host !== null ? host : PROVIDERS[providerId].name;
