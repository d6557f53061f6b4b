import type { BoardChannel, Person } from '../../../src/contract/shapes.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { heading, open, type Stage } from '../stage.tsx';

/** A channel as a company’s board shows it. */
export const listed = (name: string, changes: Partial<BoardChannel> = {}): BoardChannel => ({
  id: `3c0a1f6e-1111-4f7e-8a33-${Buffer.from(name.padEnd(6)).toString('hex')}`,
  personId: name,
  person: { name: `${name} Lamp`, address: `${name}@firma.example` },
  sender: { name: `${name} Lamp`, address: `${name}@firma.example` },
  providerId: 'microsoft365',
  host: 'smtp.office365.com',
  transport: 'smtp',
  credential: 'password',
  account: null,
  team: null,
  isUnproven: false,
  passwordEndsOn: '2026-12-31',
  broken: null,
  forbiddenBy: null,
  heldSince: null,
  stoppedSince: null,
  waiting: 0,
  colleagues: 0,
  colleaguesWaiting: 0,
  lastUsedAt: NOW - 2 * DAY,
  ...changes,
});
export const signedIn = { credential: 'sign-in', account: 'bea@firma.example', passwordEndsOn: null } as const;
export const THREE = [
  listed('ada', { broken: { kind: 'password-rejected', since: NOW - 2 * HOUR }, waiting: 3 }),
  listed('bea', { ...signedIn, lastUsedAt: null }),
  listed('cleo', { heldSince: NOW - HOUR }),
];
/** Comes to the board as an administrator does. */
export async function onBoard(board: BoardChannel[], leaver?: Person): Promise<Stage> {
  const organisation = { channels: [], board, ...(leaver && { person: leaver }) };
  const stage = open({ backend: fakeBackend({ channels: [aChannel()], organisation }) });
  await stage.click('Your company’s channels');
  await stage.click('Look after all channels');
  await heading('All channels');
  return stage;
}
