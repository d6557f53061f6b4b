import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen } from '@testing-library/react';
import { codeSentAt } from '../../../src/domain/proof-code.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { fakeHost, NORA } from '../fakes/host.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { heading, open, type Stage } from '../stage.tsx';
import { writing } from './writing.ts';

/** The pointer stays where it is: the second click of a double click meets whatever stands there by then. */
async function second(name: string): Promise<void> {
  const button = await screen.findByRole('button', { name });
  await act(async () => fireEvent.click(button, { detail: 2 }));
}

async function connecting(): Promise<Stage> {
  const stage = open();
  await stage.click('Set up');
  await stage.user.type(await screen.findByLabelText('Password'), 'Lighthouse-42');
  await stage.click('Connect');
  await heading('Checking your channel');
  return stage;
}

describe('a double click', () => {
  it('on Connect calls nothing off, though Cancel is under the pointer by then', async () => {
    const stage = await connecting();
    await second('Cancel');
    await heading('Checking your channel');
    expect(stage.backend.proofs[0]?.signal.aborted).toBe(false);
  });

  it('on what leads into a team’s channel does not leave it again', async () => {
    const by = { name: 'Ida Chef', address: 'ida@fjordlight.example' };
    const team = {
      id: '0b54d7fc-6b0f-4d5b-9a53-0f3f5f6a0009',
      providerId: 'sendgrid',
      domain: 'fjordlight.example',
      by,
    };
    const prepared = {
      teams: [{ ...team, providerId: 'sendgrid' as const, host: 'smtp.sendgrid.net' }],
      invitation: null,
    };
    const stage = open({ backend: fakeBackend({ prepared: { ...prepared, address: NORA.emailAddress } }) });
    await stage.click('Send through it');
    await second('Cancel');
    await heading('Checking your channel');
  });

  it('on what asks a question does not answer it', async () => {
    const stage = open({ host: fakeHost(), backend: fakeBackend({ channels: [aChannel()] }) });
    await stage.click('Manage this channel');
    await stage.click('Remove');
    await second('Remove channel');
    expect(stage.backend.asked).not.toContain('removeChannel');
  });

  it('on a form’s button does not submit the next form', async () => {
    const stage = open();
    await stage.click('Set up');
    await screen.findByLabelText('Password');
    await second('Connect');
    expect(screen.queryByText('Enter your password.')).toBeNull();
  });

  it('on what opens something leaves it open', async () => {
    const stage = open(writing());
    const later = await screen.findByRole('button', { name: 'Send later …' });
    await stage.user.dblClick(later);
    expect(later).toHaveAttribute('aria-expanded', 'true');
  });

  it('on what asks the server asks once, though the answer is there between the two', async () => {
    const channels = [aChannel({ isSenderProven: false, code: codeSentAt(NOW) })];
    const stage = open({ backend: fakeBackend({ channels }) });
    await stage.user.type(await screen.findByLabelText('Code'), '00000000');
    await stage.click('Confirm');
    await screen.findByText(/4 tries/);
    await second('Confirm');
    expect(stage.backend.asked.filter((name) => name === 'proveSender')).toHaveLength(1);
  });

  it('on a field of a form counts both times', async () => {
    const stage = open();
    await stage.click('Set up');
    await stage.click('Details');
    const host = await screen.findByRole('textbox', { name: 'Server' });
    fireEvent.click(host, { detail: 1 });
    expect(fireEvent.click(host, { detail: 2 })).toBe(true);
  });
});

describe('what comes after a click', () => {
  it.each([
    ['one more click', 1],
    ['a key, or a screen reader', 0],
  ])('takes %s at once', async (_by, detail) => {
    const stage = await connecting();
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }), { detail });
    expect(stage.backend.proofs[0]?.signal.aborted).toBe(true);
  });
});
