import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { NORA } from '../fakes/host.ts';
import { accepted } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';
import { deniedTo, offering, proven, says, signedUp, signingIn, trialIs } from './signing-in.ts';

const OTTO = 'otto.brinkmann@hanse-kontor.example';

describe('somebody else who signed in', () => {
  const ofOtto = { ...signedUp, username: OTTO };
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
    await trialIs(stage, OTTO, accepted);
    await heading('Your channel is ready');
    expect(screen.getByText('Accepted. Look into your inbox in a moment.')).toBeVisible();
    expect(stage.backend.asked.filter((name) => name === 'sendTestMessage')).toHaveLength(1);
    await expectAccessible();
  });

  it('who may not send so is told before anything is ready: who, as whom, and what helps', async () => {
    const stage = await asOtto();
    await stage.click(`Send with ${OTTO}`);
    await proven(stage, { channel: ofOtto });
    stage.backend.channels = [deniedTo(ofOtto)];
    await trialIs(stage, OTTO, (message) => ({ ...message, state: 'held' }));
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
