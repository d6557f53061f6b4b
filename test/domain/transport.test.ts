import { describe, expect, it } from '@jest/globals';
import { recommend } from '../../src/domain/recommendation.ts';
import { againBy, firstTransport, graphHelps, signInHelps, transportOf } from '../../src/domain/transport.ts';

const refused = (
  kind:
    | 'smtp-auth-off-for-mailbox'
    | 'smtp-auth-off-for-tenant'
    | 'security-defaults'
    | 'sign-in-policy'
    | 'password-rejected',
) => ({
  ...({ kind, stage: 'auth' } as const),
  reply: { code: 535, enhanced: '5.7.139', text: '' },
});

describe('by what a channel sends', () => {
  it.each([
    ['PLAIN', 'smtp'],
    ['XOAUTH2', 'smtp'],
    ['Bearer', 'graph'],
  ] as const)('%s says %s', (mechanism, transport) => {
    expect(transportOf(mechanism)).toBe(transport);
  });

  it.each([
    ['outlook-com', true, 'graph'],
    ['outlook-com', false, 'smtp'],
    ['microsoft365', true, 'smtp'],
    ['gmail', true, 'smtp'],
  ] as const)('a new one at %s, where Graph is offered: %s, is %s', (providerId, graph, transport) => {
    expect(firstTransport(providerId, graph)).toBe(transport);
  });

  it.each([
    ['microsoft365', 'smtp', refused('smtp-auth-off-for-mailbox'), true],
    ['outlook-com', 'smtp', refused('smtp-auth-off-for-mailbox'), true],
    ['microsoft365', 'smtp', refused('security-defaults'), true],
    ['microsoft365', 'graph', refused('smtp-auth-off-for-mailbox'), false],
    ['microsoft365', 'smtp', refused('sign-in-policy'), false],
    ['microsoft365', 'smtp', refused('password-rejected'), false],
    ['custom', 'smtp', refused('smtp-auth-off-for-mailbox'), false],
  ] as const)('%s by %s, broken by %j, is helped by Graph: %s', (providerId, transport, because, helps) => {
    expect(graphHelps({ providerId, transport }, because)).toBe(helps);
  });
});

it.each([
  ['smtp-auth-off-for-tenant', false],
  ['smtp-auth-off-for-mailbox', false],
  ['security-defaults', true],
  ['password-rejected', true],
] as const)('signing in gets past %s: %s', (kind, helps) => {
  expect(signInHelps(refused(kind))).toBe(helps);
});

describe('who signs in again', () => {
  const WORKING = { state: 'working', since: 0 } as const;
  const WITHDRAWN = {
    ...({ state: 'broken', since: 0 } as const),
    because: { kind: 'transport-not-offered', stage: 'auth', service: 'microsoft', error: null, detail: null },
  } as const;
  it.each([
    ['graph', WORKING, false, 'graph'],
    ['graph', WORKING, true, 'smtp'],
    ['graph', WITHDRAWN, false, 'smtp'],
    ['smtp', WORKING, false, 'smtp'],
  ] as const)('after %s, at %j, where Graph is withdrawn: %s, sends by %s', (transport, health, gone, by) => {
    expect(againBy({ transport, health }, gone)).toBe(by);
  });
});

it('Outlook.com is recommended without a doubt where Graph is offered', () => {
  const found = [{ source: 'account-type', accountType: 'outlookCom' }] as const;
  const cons = (graph: boolean) => recommend('liam@outlook.com', found, ['microsoft'], graph)[0]?.cons;
  expect(cons(false)).toContain('may-refuse-programs');
  expect(cons(true)).not.toContain('may-refuse-programs');
});
