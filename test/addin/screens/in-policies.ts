import { screen } from '@testing-library/react';
import type { BoardChannel } from '../../../src/contract/shapes.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aChannel } from '../fakes/mail.ts';
import { nothingSet, type PoliciesSet } from '../fakes/policies.ts';
import { heading, open, type Stage } from '../stage.tsx';

/** Comes to the company’s policies as an administrator does. */
export async function inPolicies(
  changes: Partial<PoliciesSet> = {},
  board: BoardChannel[] = [],
): Promise<Stage & { set: PoliciesSet }> {
  const set = { ...nothingSet(), ...changes };
  const backend = fakeBackend({ channels: [aChannel()], organisation: { channels: [], board, policies: set } });
  const stage = open({ backend });
  await stage.click('Your company’s channels');
  await stage.click('What your people may use');
  await heading('What your people may use');
  await screen.findByRole('heading', { name: 'Mail servers' });
  return { ...stage, set };
}
