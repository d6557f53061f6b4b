import { describe, expect, it, jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { Audited, NotedChannel } from '../../../src/domain/audit.ts';
import { NOW } from '../fakes/mail.ts';
import { CHIEF, type PoliciesSet } from '../fakes/policies.ts';
import { expectAccessible, saidAloud } from '../stage.tsx';
import { inPolicies } from './in-policies.ts';

describe('the audit log', () => {
  const entries = (count: number): PoliciesSet['entries'] =>
    Array.from({ length: count }, (_, at) => ({
      id: count - at,
      at: NOW,
      by: at === 0 ? { objectId: 'the-id', name: null, address: null } : CHIEF,
      what: {
        kind: 'policy-changed' as const,
        change: { policy: 'hosts' as const, before: [], after: [`=host${String(at)}.example`] },
      },
    }));
  const listed = () => within(screen.getByRole('region', { name: 'Who changed what' })).getAllByRole('listitem');

  it('is empty while nothing was changed', async () => {
    await inPolicies();
    await screen.findByText('Nothing has been changed yet.');
  });

  it('shows some at a time, with who it was, by the id where nothing else is known', async () => {
    const stage = await inPolicies({ entries: entries(30) });
    await screen.findByText('Mail servers from “Every server” to “=host0.example”');
    expect(listed()).toHaveLength(20);
    expect(listed()[0]).toHaveTextContent(/ · the-id$/);
    expect(listed()[1]).toHaveTextContent(/ · Carla Chief$/);
    await expectAccessible();
    await stage.click('Show more');
    await screen.findByText('Mail servers from “Every server” to “=host29.example”');
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('is taken along whole, as a file for a spreadsheet, or copied where no file is to be had', async () => {
    const blobs: Blob[] = [];
    URL.createObjectURL = (blob) => `blob:${String(blobs.push(blob as Blob))}`;
    URL.revokeObjectURL = jest.fn();
    const stage = await inPolicies({ entries: entries(1_200) });
    await screen.findByText('Mail servers from “Every server” to “=host0.example”');
    await stage.click('Download all for a spreadsheet');
    const link = await screen.findByRole('link', { name: 'Save the file' });
    expect([link.getAttribute('href'), link.getAttribute('download')]).toEqual(['blob:1', 'postlane-log.csv']);
    expect(blobs).toHaveLength(1);
    await saidAloud('Copied.', () => stage.click('Copy it instead'));
    expect((await navigator.clipboard.readText()).split('\r\n')).toHaveLength(1_202);
    await expectAccessible();
  });

  it('says why it is not to be had', async () => {
    const stage = await inPolicies({ entries: entries(1) });
    await screen.findByText('Mail servers from “Every server” to “=host0.example”');
    stage.backend.failing = { kind: 'backend-away' };
    await stage.click('Download all for a spreadsheet');
    await screen.findByRole('heading', { name: 'Postlane cannot be reached' });
    expect(screen.queryByRole('link', { name: 'Save the file' })).toBeNull();
  });

  const channel: NotedChannel = {
    personId: 'ada',
    address: 'ada@firma.example',
    providerId: 'sendgrid',
    host: 'smtp.sendgrid.net',
  };
  const own: NotedChannel = { ...channel, providerId: 'custom', host: 'mail.firma.example' };
  const person = {
    kind: 'person-removed' as const,
    personId: 'ada',
    addresses: ['ada@firma.example', 'info@firma.example'],
  };
  const ada = { name: 'Ada Lamp', address: 'ada@firma.example' };
  const invited = { address: 'bob@firma.example', providerId: 'sendgrid' as const, host: 'smtp.sendgrid.net' };
  const sentences: [Audited, string][] = [
    [{ kind: 'channel-stopped', channel }, 'Channel paused: ada@firma.example, at SendGrid'],
    [{ kind: 'channel-let-go', channel: own }, 'Channel let go again: ada@firma.example, at mail.firma.example'],
    [{ kind: 'channel-removed', channel, colleagues: 0 }, 'Channel removed: ada@firma.example, at SendGrid'],
    [
      { kind: 'channel-removed', channel, colleagues: 2 },
      'Channel removed, with those of 2 colleagues: ada@firma.example, at SendGrid',
    ],
    [
      { kind: 'channel-shared', channel, before: [], after: ['firma.example', 'nord.example'], colleagues: 0 },
      'Who may use the channel of ada@firma.example, at SendGrid from “Nobody” to “Everybody at firma.example, nord.example”',
    ],
    [
      { kind: 'channel-shared', channel, before: ['firma.example'], after: [], colleagues: 1 },
      'Who may use the channel of ada@firma.example, at SendGrid (that of 1 colleague removed) from “Everybody at firma.example” to “Nobody”',
    ],
    [
      { ...person, colleagues: 0, messages: 1, mail: { kind: 'drop' } },
      'Person removed: ada (ada@firma.example, info@firma.example); 1 message that waited not sent',
    ],
    [
      { ...person, colleagues: 2, messages: 3, mail: { kind: 'hand-over', to: 'bea' } },
      'Person removed: ada (ada@firma.example, info@firma.example), with those of 2 colleagues; 3 messages that waited handed over to bea',
    ],
    [
      {
        ...{ ...person, person: ada, colleagues: 0, messages: 1 },
        ...{ mail: { kind: 'hand-over', to: 'bea' }, successor: { name: 'Bea', address: null } },
      },
      'Person removed: Ada Lamp, ada@firma.example (ada@firma.example, info@firma.example); 1 message that waited handed over to Bea',
    ],
    [
      { ...person, addresses: [], colleagues: 0, messages: 0, mail: { kind: 'drop' } },
      'Person removed: ada (no channel); no message waited',
    ],
    [{ kind: 'domain-added', domain: 'firma.example' }, 'Domain added: firma.example'],
    [{ kind: 'domain-proven', domain: 'firma.example' }, 'Domain proven: firma.example'],
    [{ kind: 'domain-removed', domain: 'firma.example' }, 'Domain removed: firma.example'],
    [
      { kind: 'address-named', domain: 'firma.example', address: 'sales@firma.example' },
      'Everybody may write as sales@firma.example',
    ],
    [
      { kind: 'address-not-named', domain: 'firma.example', address: 'sales@firma.example' },
      'Not everybody may write as sales@firma.example any more',
    ],
    [{ kind: 'colleague-invited', ...invited }, 'Colleague invited: bob@firma.example, at SendGrid'],
    [{ kind: 'invitation-withdrawn', ...invited }, 'Invitation withdrawn: bob@firma.example, at SendGrid'],
  ];

  it('says what administrators did, in words', async () => {
    await inPolicies({
      entries: sentences.map(([what], at) => ({ id: sentences.length - at, at: NOW, by: CHIEF, what })),
    });
    await screen.findByText('Channel paused: ada@firma.example, at SendGrid');
    expect(listed().map((row) => row.firstChild?.textContent)).toEqual(sentences.map(([, said]) => said));
  });
});
