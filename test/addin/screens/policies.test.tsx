import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { DEFAULT_POLICIES, type Policies } from '../../../src/domain/policies.ts';
import { failed } from '../../../src/domain/result.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { CHIEF } from '../fakes/policies.ts';
import { expectAccessible, heading, open, saidAloud, type Stage } from '../stage.tsx';
import { inPolicies } from './in-policies.ts';
import { listed } from './on-board.ts';

const rowOf = (policy: string): HTMLElement => {
  const row = screen.getByRole('heading', { level: 2, name: policy }).closest('li');
  if (row === null) throw new Error(`No row: ${policy}`);
  return row;
};
const type = async (stage: Stage, label: string, text: string): Promise<void> => {
  const field = screen.getByRole('textbox', { name: label });
  await stage.user.clear(field);
  if (text !== '') await stage.user.type(field, text);
};
const forbidsUnlessAll = (policies: Policies): number => (policies.hosts.length > 0 ? 3 : 0);

describe('the company’s policies', () => {
  it('are a row each: what is set, the default, and who set it when', async () => {
    await inPolicies({
      values: { ...DEFAULT_POLICIES, retentionDays: 30 },
      by: new Map([['retentionDays', { by: CHIEF, at: NOW }]]),
    });
    expect(rowOf('How long records of mail are kept')).toHaveTextContent(
      '30 daysby default: As long as whoever runs Postlane keeps them · set by Carla Chief on 20 November 2026',
    );
    expect(rowOf('Kinds of channel')).toHaveTextContent('Every kindthe default');
    expect(screen.getAllByRole('button', { name: /^Change:/ })).toHaveLength(8);
    await expectAccessible();
  });

  it('are changed in their place, saved, and noted', async () => {
    const stage = await inPolicies();
    await stage.click('Change: Messages a minute from one mailbox');
    await expectAccessible();
    await type(stage, 'Messages a minute from one mailbox', '20');
    await saidAloud('Saved: Messages a minute from one mailbox.', () => stage.click('Save'));
    expect(stage.set.values.messagesPerMinute).toBe(20);
    expect(rowOf('Messages a minute from one mailbox')).toHaveTextContent(
      'At most 20by default: As the provider allows · set by Carla Chief on 20 November 2026',
    );
    const log = screen.getByRole('region', { name: 'Who changed what' });
    await within(log).findByText('Messages a minute from one mailbox from “As the provider allows” to “At most 20”');
  });

  it('go back to their default by a click', async () => {
    const stage = await inPolicies({ values: { ...DEFAULT_POLICIES, sharing: false } });
    await stage.click('Change: Team channels');
    await stage.click('Put back the default');
    await screen.findByText('Saved: Team channels.');
    expect(stage.set.values.sharing).toBe(true);
  });

  it('ask first when what people have would not be allowed any more', async () => {
    const stage = await inPolicies({ forbids: forbidsUnlessAll }, [listed('ada', { forbiddenBy: 'hosts' })]);
    await stage.click('Change: Mail servers');
    await type(stage, 'Mail servers', '*.firma.example');
    await stage.click('Save');
    await screen.findByRole('heading', { name: '3 of 14 channels would not be allowed any more' });
    await expectAccessible();
    await stage.click('Change nothing');
    expect(stage.set.values.hosts).toEqual([]);
    await stage.click('Save');
    await stage.click('Save all the same');
    await screen.findByText('3 of 14 channels are not allowed by what is set.');
    expect(stage.set.values.hosts).toEqual(['*.firma.example']);
    await stage.click('Show which');
    await heading('All channels');
    expect(await screen.findByLabelText('Show')).toHaveValue('forbidden');
    await stage.click('Back');
    await heading('What your people may use');
  });

  it('are saved without asking when nobody loses anything by it', async () => {
    const stage = await inPolicies({
      values: { ...DEFAULT_POLICIES, hosts: ['a.example'] },
      forbids: forbidsUnlessAll,
    });
    await stage.click('Change: Mail servers');
    await type(stage, 'Mail servers', '');
    await stage.click('Save');
    await screen.findByText('Saved: Mail servers.');
  });

  it.each([
    ['Mail servers', 'smtp.firma.example\nhttps://x', '“https://x” is no server’s name.'],
    ['Messages a minute from one mailbox', 'many', 'Enter a whole number from 1 on, or nothing.'],
    ['Recipients a day from one mailbox', '0', 'Enter a whole number from 1 on, or nothing.'],
    ['How long records of mail are kept', '91', 'Whoever runs Postlane keeps records for 90 days at the most.'],
  ])('say at the field of %s what is wrong with %j', async (policy, text, fault) => {
    const stage = await inPolicies();
    await stage.click(`Change: ${policy}`);
    await type(stage, policy, text);
    await stage.click('Save');
    expect(await screen.findByText(fault)).toBeVisible();
    expect(stage.backend.asked).not.toContain('setPolicies');
    await expectAccessible();
  });

  it('leave at least one kind of channel', async () => {
    const stage = await inPolicies({ values: { ...DEFAULT_POLICIES, channelKinds: ['password'] } });
    await stage.click('Change: Kinds of channel');
    await stage.user.click(screen.getByRole('checkbox', { name: 'One’s own mailbox, by a password' }));
    await stage.click('Save');
    await screen.findByText('Leave at least one kind.');
    await stage.user.click(screen.getByRole('checkbox', { name: 'One’s own mailbox, by signing in' }));
    await stage.click('Save');
    await screen.findByText('Saved: Kinds of channel.');
    expect(stage.set.values.channelKinds).toEqual(['sign-in']);
  });

  it('fill in the company’s server, unless it is not allowed', async () => {
    const stage = await inPolicies({ values: { ...DEFAULT_POLICIES, hosts: ['*.elsewhere.example'] } });
    await stage.click('Change: Your company’s server, filled in');
    await stage.click('Save');
    await screen.findByText('Saved: Your company’s server, filled in.');
    await stage.click('Change: Your company’s server, filled in');
    await type(stage, 'Server', 'mail.firma.example');
    await stage.click('Save');
    await screen.findByText('That server is not among the mail servers that are allowed.');
    await type(stage, 'Server', 'mail.elsewhere.example');
    await stage.user.selectOptions(screen.getByRole('combobox', { name: 'Port' }), '465, TLS');
    await stage.user.selectOptions(screen.getByRole('combobox', { name: 'User name' }), 'What stands before the @');
    await stage.click('Save');
    await within(rowOf('Your company’s server, filled in')).findByText(
      'mail.elsewhere.example, port 465. User name: What stands before the @',
    );
    expect(stage.set.values.companyServer).toEqual({
      server: { host: 'mail.elsewhere.example', port: 465, security: 'tls' },
      username: 'local-part',
    });
  });

  it.each([
    [null, 'mail.firma.example answers, with a valid certificate, and takes passwords.'],
    [
      { kind: 'name-not-found', stage: 'connect', host: 'mail.firma.example', port: 587, detail: null },
      'It is saved, but nobody can send through mail.firma.example as it is now: No mail server has this name. People are told that IT can mend it.',
    ],
  ] as const)('say what was found of the server that is filled in, and save it all the same', async (trouble, said) => {
    const stage = await inPolicies({ trouble });
    await stage.click('Change: Your company’s server, filled in');
    await type(stage, 'Server', 'mail.firma.example');
    await stage.click('Save');
    expect(await screen.findByText(said)).toBeVisible();
  });

  it('stay as they are where they are not changed after all', async () => {
    const stage = await inPolicies();
    await stage.click('Change: Team channels');
    await stage.user.click(screen.getByRole('checkbox', { name: 'Team channels are allowed' }));
    await stage.click('Cancel');
    expect(rowOf('Team channels')).toHaveTextContent('Allowedthe default');
    expect(stage.backend.asked).not.toContain('setPolicies');
  });

  it('say what could not be saved', async () => {
    const stage = await inPolicies();
    stage.backend.answers.setPolicies = async () => failed({ kind: 'backend-away' });
    await stage.click('Change: Team channels');
    await stage.click('Save');
    await screen.findByRole('heading', { name: 'Postlane cannot be reached' });
    expect(screen.getByRole('checkbox', { name: 'Team channels are allowed' })).toBeChecked();
  });

  it('say why they cannot be shown, and ask once more', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], organisation: { channels: [] } }) });
    stage.backend.answers.showPolicies = async () => failed({ kind: 'admins-only' });
    await stage.click('Your company’s channels');
    await stage.click('What your people may use');
    await screen.findByRole('heading', { name: 'This is for your company’s administrators' });
    delete stage.backend.answers.showPolicies;
    await stage.click('Try again');
    await screen.findByRole('heading', { name: 'Mail servers' });
    await stage.click('Back');
    await heading('Your company');
  });
});
