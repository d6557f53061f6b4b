import { describe, expect, it } from '@jest/globals';
import { CHANNEL_KINDS, DEFAULT_POLICIES } from '../../src/domain/policies.ts';
import { forbiddenBy, ownChannel } from '../../src/domain/policy-rules.ts';
import { PROVIDER_IDS, type ProviderId } from '../../src/domain/provider.ts';
import { providerFor } from '../../src/domain/recommendation.ts';
import { WAYS } from '../../src/domain/sign-in-service.ts';

describe('a mailbox at one of two services on the same servers', () => {
  it.each<[string, ProviderId, ProviderId]>([
    ['rep@gmail.com', 'google-workspace', 'gmail'],
    ['rep@GoogleMail.com', 'google-workspace', 'gmail'],
    ['rep', 'google-workspace', 'gmail'],
    ['rep@example.com', 'gmail', 'google-workspace'],
    ['rep@gmail.com.example', 'gmail', 'google-workspace'],
    ['rep@gmail.com', 'microsoft365', 'microsoft365'],
    ['rep@example.com', 'custom', 'custom'],
  ])('whose login is %s, and is said to be at %s, is at %s', (login, said, providerId) => {
    expect(providerFor(login, said)).toBe(providerId);
  });

  // Before somebody has signed in, nobody knows at which.
  it('is judged by an organisation as at the other', () => {
    const sets = [
      ...CHANNEL_KINDS.map((kind) => ({ ...DEFAULT_POLICIES, channelKinds: [kind] })),
      { ...DEFAULT_POLICIES, exchangePasswords: false },
    ];
    for (const [said, way, policies] of PROVIDER_IDS.flatMap((id) =>
      WAYS.flatMap((way) => sets.map((set) => [id, way, set] as const)),
    )) {
      const judged = (login: string) =>
        forbiddenBy(policies, ownChannel(providerFor(login, said), 'smtp.gmail.com', way));
      expect(judged('rep@gmail.com')).toBe(judged('rep@example.com'));
    }
  });
});
