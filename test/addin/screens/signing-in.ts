import type { ConnectLine } from '../../../src/contract/shapes.ts';
import { success } from '../../../src/domain/result.ts';
import { fakeBackend, type FakeBackend, type Proof } from '../fakes/backend.ts';
import type { FakeHost } from '../fakes/host.ts';
import { aChannel } from '../fakes/mail.ts';
import { heading, type Stage } from '../stage.tsx';

export const signedUp = aChannel({ credential: 'sign-in', passwordEndsOn: null });
export const offering = (): FakeBackend => fakeBackend({ signIns: ['microsoft'] });

export function latest<T>(all: readonly T[]): T {
  const one = all.at(-1);
  if (one === undefined) throw new Error('There is none.');
  return one;
}

/** As far as the window in which the rep signs in. */
export async function signingIn(stage: Stage): Promise<FakeHost['windows'][number]> {
  await stage.click('Set up');
  await stage.click('Sign in with Microsoft');
  await heading('Waiting for your sign-in');
  return latest(stage.host.windows);
}

/** The window says how it ended. */
export const says = (stage: Stage, end: object): Promise<void> =>
  stage.meanwhile(() => {
    latest(stage.host.windows).end(success(JSON.stringify(end)));
  });

/** The five steps, up to what they end with. */
export async function proven(stage: Stage, line: ConnectLine): Promise<Proof> {
  await heading('Checking your channel');
  const proof = latest(stage.backend.proofs);
  await stage.meanwhile(() => {
    proof.line(line);
    proof.end();
  });
  return proof;
}
