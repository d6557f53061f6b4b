import { PROVIDERS, type ProviderId } from '../../domain/provider.ts';
import type { FirstWords } from './en.ts';

/** A service by its name and its national cloud: the name alone is the worldwide one's. Null where it is in none. */
export function nationalName({ start }: FirstWords, providerId: ProviderId): string | null {
  const { name, variant } = PROVIDERS[providerId];
  return variant?.of === 'cloud' && variant.name !== 'worldwide'
    ? start.inCloud(name, start.clouds[variant.name])
    : null;
}
