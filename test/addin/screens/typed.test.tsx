import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { MINUTE } from '../../../src/domain/instant.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { aChannel } from '../fakes/mail.ts';
import { heading, open, type Stage } from '../stage.tsx';

const PASSWORD = 'Northern-Star-43';
const refused = { kind: 'unauthenticated', reason: 'the token is expired (exp)' } as const;
const needed = { kind: 'not-signed-in', reason: 'needed' } as const;

async function refuseLatest({ backend, meanwhile }: Stage): Promise<void> {
  await meanwhile(() => {
    backend.proofs.at(-1)?.end(refused);
  });
  await heading('Your sign-in was not accepted');
}

describe('a sign-in that ends while the rep types', () => {
  it('leaves the field as it is, though the pane hears of it meanwhile', async () => {
    const stage = open();
    await stage.click('Set up');
    await stage.user.type(await screen.findByLabelText('Password'), PASSWORD.slice(0, 8));
    stage.backend.failing = needed;
    await stage.meanwhile(() => {
      stage.backend.connection(false);
    });
    const asked = stage.backend.asked.length;
    await stage.pass(MINUTE);
    expect(stage.backend.asked.length).toBeGreaterThan(asked);
    await stage.user.type(screen.getByLabelText('Password'), PASSWORD.slice(8));
    expect(screen.getByLabelText('Password')).toHaveValue(PASSWORD);
  });

  it('leaves what was to be connected, and goes on with it once the rep has signed in', async () => {
    const stage = open();
    await stage.click('Set up');
    await stage.user.type(await screen.findByLabelText('Password'), PASSWORD);
    await stage.click('Connect');
    await heading('Checking your channel');
    await refuseLatest(stage);
    expect(screen.getByLabelText('Password')).toHaveValue(PASSWORD);
    await stage.click('Sign in');
    expect(stage.backend.signIns).toBe(1);
    expect(screen.getByLabelText('Password')).toHaveValue(PASSWORD);
    await stage.click('Try again');
    await heading('Checking your channel');
    expect(stage.backend.proofs.at(-1)?.request).toMatchObject({ credential: { password: PASSWORD } });
  });

  it('leaves the new password of a channel that is mended', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aBrokenChannel('password-rejected')] }) });
    await stage.click('Repair');
    await stage.user.type(await screen.findByLabelText('Password'), PASSWORD);
    await stage.click('Repair');
    await heading('Checking your channel');
    await refuseLatest(stage);
    expect(screen.getByLabelText('Password')).toHaveValue(PASSWORD);
    await stage.click('Sign in');
    expect(screen.getByLabelText('Password')).toHaveValue(PASSWORD);
  });

  it('leaves the name that was to be saved', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()] }) });
    await stage.click('Manage this channel');
    const name = screen.getByLabelText('Sender name');
    await stage.user.clear(name);
    await stage.user.type(name, 'Nora of Fjordlight');
    stage.backend.answers.changeChannel = async () => ({ ok: false, failure: refused });
    await stage.click('Save');
    await screen.findByRole('heading', { name: 'Your sign-in was not accepted' });
    expect(screen.getByLabelText('Sender name')).toHaveValue('Nora of Fjordlight');
  });
});
