import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICIES, type Allowances } from '../../src/domain/policies.ts';
import type { ProviderId } from '../../src/domain/provider.ts';
import { allowedWays } from '../../src/domain/service-policy.ts';
import type { Way } from '../../src/domain/sign-in-service.ts';

const BOTH: Way[] = ['sign-in', 'password'];

describe('the ways into a service that an organisation allows', () => {
  it.each<[string, Partial<Allowances>, ProviderId, string | null, Way[], Way[], string | undefined]>([
    ['all by default', {}, 'gmail', 'smtp.gmail.com', BOTH, BOTH, undefined],
    [
      'those of a kind that is allowed',
      { channelKinds: ['sign-in'] },
      'gmail',
      'smtp.gmail.com',
      BOTH,
      ['sign-in'],
      undefined,
    ],
    [
      'none of another kind',
      { channelKinds: ['password'] },
      'sendgrid',
      'smtp.sendgrid.net',
      ['password'],
      [],
      'channelKinds',
    ],
    ['none at another server', { hosts: ['*.firma.example'] }, 'gmail', 'smtp.gmail.com', BOTH, [], 'hosts'],
    [
      'those at a server that is not known yet',
      { hosts: ['*.firma.example'] },
      'amazon-ses',
      null,
      ['password'],
      ['password'],
      undefined,
    ],
    [
      'none of another kind, whatever the server',
      { channelKinds: ['password'] },
      'amazon-ses',
      null,
      ['password'],
      [],
      'channelKinds',
    ],
    ['none where there is none', {}, 'outlook-com', 'smtp-mail.outlook.com', [], [], undefined],
  ])('are %s', (_, allows, providerId, host, ways, allowed, policy) => {
    const found = allowedWays({ ...DEFAULT_POLICIES, ...allows }, { providerId, host }, ways);
    expect([found.ways, found.because?.policy]).toEqual([allowed, policy]);
  });
});
