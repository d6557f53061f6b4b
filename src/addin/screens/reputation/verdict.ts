import type { Reputation } from '../../../contract/shapes.ts';
import type { DmarcPolicy } from '../../../domain/dmarc.ts';
import { PROVIDERS } from '../../../domain/provider.ts';

/** What the domain asks recipients to do with mail that proves nothing; null where it asks for nothing. */
export const mindOf = ({ dmarc }: Reputation): Exclude<DmarcPolicy, 'none'> | null =>
  dmarc === 'reject' || dmarc === 'quarantine' ? dmarc : null;

/** Whether its mail is refused, or may be, by whoever does what the domain asks for. */
export const mayBeRefused = <T extends Pick<Reputation, 'standing'>>(
  reputation: T,
): reputation is T & { standing: 'refused' | 'doubtful' } =>
  reputation.standing === 'refused' || reputation.standing === 'doubtful';

/** What the channel's provider is called in a sentence, or its server's name; empty where that is not told. */
export const nameOfProvider = ({ providerId }: Reputation, host: string | null): string =>
  providerId === 'custom' && host !== null ? host : PROVIDERS[providerId].name;
