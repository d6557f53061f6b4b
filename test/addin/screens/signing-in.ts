import { screen } from '@testing-library/react';
import type { Channel, ConnectLine, Message } from '../../../src/contract/shapes.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { success } from '../../../src/domain/result.ts';
import { fakeBackend, type FakeBackend, type Proof } from '../fakes/backend.ts';
import { NORA, type FakeHost } from '../fakes/host.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, type Stage } from '../stage.tsx';

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

/** What becomes of the message that shows whether another may send for the rep: it goes by itself. */
export async function trialIs(stage: Stage, login: string, become: (message: Message) => Message): Promise<void> {
  await heading('One more step');
  await screen.findByText(`You signed in as ${login}, and mail goes from ${NORA.emailAddress}.`, { exact: false });
  await expectAccessible();
  const message = latest(stage.backend.messages);
  await stage.meanwhile(() => {
    stage.backend.tell({ changed: 'message', message: become(message) });
  });
}

/** Its login may not send as its sender, as a message has shown. */
export function deniedTo(channel: Channel): Channel {
  const because: DeliveryFailure = {
    ...{ kind: 'send-as-denied', stage: 'after-data' },
    reply: { code: 554, enhanced: '5.2.252', text: '5.2.252 SendAsDenied' },
  };
  return { ...channel, health: { state: 'broken', since: NOW, because } };
}
