import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Message } from '../../../src/contract/shapes.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { NORA } from '../fakes/host.ts';
import { accepted, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';
import { offering, proven, says, signedUp, signingIn } from './signing-in.ts';

const OTTO = 'otto.brinkmann@hanse-kontor.example';

describe('somebody else who signed in', () => {
  const ofOtto = { ...signedUp, username: OTTO };
  /** What becomes of the message that shows whether Otto may send for Nora: it goes by itself. */
  const trialIs = async (stage: Stage, become: (message: Message) => Message): Promise<void> => {
    await heading('One more step');
    await screen.findByText(`You signed in as ${OTTO}, and mail goes from ${NORA.emailAddress}.`, { exact: false });
    await expectAccessible();
    const [message] = stage.backend.messages;
    if (!message) throw new Error('No test message was sent.');
    await stage.meanwhile(() => {
      stage.backend.tell({ changed: 'message', message: become(message) });
    });
  };
  const asOtto = async (): Promise<Stage> => {
    const stage = open({ backend: offering() });
    await signingIn(stage);
    await says(stage, { reference: 'of-otto' });
    await proven(stage, {
      failure: { kind: 'other-account', account: OTTO, expected: NORA.emailAddress },
    });
    await heading('You signed in as somebody else');
    return stage;
  };

  it('is named beside whose mailbox it is, and sends nothing unasked', async () => {
    const { backend } = await asOtto();
    expect(screen.getByText(`You signed in as ${OTTO}. This mailbox is ${NORA.emailAddress}.`)).toBeVisible();
    expect(screen.getByText(/^If the account you signed in with may send for this mailbox/)).toBeVisible();
    expect(backend.proofs).toHaveLength(1);
    await expectAccessible();
  });

  it('is taken by the rep’s own word, by the same sign-in', async () => {
    const stage = await asOtto();
    await stage.click(`Send with ${OTTO}`);
    const { request } = await proven(stage, { channel: ofOtto });
    expect(request).toMatchObject({ credential: { kind: 'sign-in', reference: 'of-otto', account: OTTO } });
    await trialIs(stage, accepted);
    await heading('Your channel is ready');
    expect(screen.getByText('Accepted. Look into your inbox in a moment.')).toBeVisible();
    expect(stage.backend.asked.filter((name) => name === 'sendTestMessage')).toHaveLength(1);
    await expectAccessible();
  });

  it('who may not send so is told before anything is ready: who, as whom, and what helps', async () => {
    const stage = await asOtto();
    await stage.click(`Send with ${OTTO}`);
    await proven(stage, { channel: ofOtto });
    const because: DeliveryFailure = {
      ...{ kind: 'send-as-denied', stage: 'after-data' },
      reply: { code: 554, enhanced: '5.2.252', text: '5.2.252 SendAsDenied' },
    };
    stage.backend.channels = [{ ...ofOtto, health: { state: 'broken', since: NOW, because } }];
    await trialIs(stage, (message) => ({ ...message, state: 'held', because }));
    await stage.meanwhile(() => {
      stage.backend.tell({ changed: 'channel', id: ofOtto.id });
    });
    await heading('Your account may not send from this address');
    expect(screen.getByText(`${OTTO} may not send as ${NORA.emailAddress}:`, { exact: false })).toBeVisible();
    expect(screen.getByText(/^Sign in with the account of .* itself, or ask your IT department/)).toBeVisible();
    await expectAccessible();
    await stage.click('Done');
    await heading('Your channel');
    expect(screen.getByText('Needs a repair')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Sign in again' })).toBeVisible();
  });

  it('makes way for the mailbox’s own account', async () => {
    const stage = await asOtto();
    await stage.click('Sign in again');
    await heading('Waiting for your sign-in');
    await says(stage, { reference: 'of-nora' });
    const { request } = await proven(stage, { channel: signedUp });
    expect(request).toMatchObject({ credential: { kind: 'sign-in', reference: 'of-nora' } });
    expect(request).not.toMatchObject({ credential: { account: expect.anything() } });
  });
});
