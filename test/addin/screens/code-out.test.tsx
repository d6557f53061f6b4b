import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Channel } from '../../../src/contract/shapes.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { codeSentAt } from '../../../src/domain/proof-code.ts';
import { failed } from '../../../src/domain/result.ts';
import { CODE, fakeBackend } from '../fakes/backend.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { fakeHost, NORA } from '../fakes/host.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';

describe('a code that is out', () => {
  const { emailAddress: address } = NORA;
  const waiting = aChannel({ isSenderProven: false, code: codeSentAt(NOW - 10 * MINUTE) });
  const inPane = (change: Partial<Channel> = {}) =>
    open({ host: fakeHost({ item: 'message-read' }), backend: fakeBackend({ channels: [{ ...waiting, ...change }] }) });
  const enter = async (stage: Stage, code: string) => {
    await stage.user.clear(screen.getByLabelText('Code'));
    await stage.user.type(screen.getByLabelText('Code'), code);
    await stage.click('Confirm');
  };

  it('is where a pane opens that was closed to read it, and goes home once it is entered', async () => {
    const stage = inPane();
    await heading(`Is ${address} yours?`);
    await screen.findByText(/^We sent a code to .* It counts until/);
    await expectAccessible();
    await enter(stage, CODE);
    await heading('Your channel');
  });

  it('may be entered until it runs out; then another is sent', async () => {
    const stage = inPane();
    await heading(`Is ${address} yours?`);
    expect(screen.getByLabelText('Code')).toBeVisible();
    await stage.pass(20 * MINUTE);
    expect(screen.queryByLabelText('Code')).toBeNull();
    await stage.click(`Send a code to ${address}`);
    expect(stage.backend.asked.filter((name) => name === 'sendCode')).toHaveLength(1);
  });

  it('is over after the last try: the pane says so, and has another sent', async () => {
    const stage = inPane();
    await heading(`Is ${address} yours?`);
    stage.backend.answers.proveSender = async () => failed({ kind: 'code-wrong', triesLeft: 0 });
    await enter(stage, '00000000');
    await screen.findByText('That was the last try. Have a new code sent.');
    expect(screen.queryByLabelText('Code')).toBeNull();
    expect(screen.getByRole('button', { name: `Send a code to ${address}` })).toBeVisible();
  });

  it.each<[string, Partial<Channel>]>([
    ['it has run out', { code: codeSentAt(NOW - 30 * MINUTE) }],
    ['the address is vouched for meanwhile', { isSenderProven: true }],
  ])('is none where %s: the pane opens as ever', async (_why, change) => {
    inPane(change);
    await heading('Your channel');
  });

  it('does not lead back to it once the rep has left', async () => {
    const device = fakeKeep();
    const backend = fakeBackend({ channels: [waiting] });
    const stage = open({ device, backend });
    await heading(`Is ${address} yours?`);
    await stage.click('Back');
    await heading('Your channel');
    await stage.meanwhile(() => {
      stage.backend.tell({ changed: 'channel', id: waiting.id });
    });
    await heading('Your channel');
    stage.unmount();
    const again = open({ device, backend });
    await heading('Your channel');
    expect(screen.getByText(/^We sent a code to .* It counts until/)).toBeVisible();
    await again.click('Enter the code');
    await heading(`Is ${address} yours?`);
    // Another code is another matter.
    backend.channels = [{ ...waiting, code: codeSentAt(NOW - MINUTE) }];
    again.unmount();
    open({ device, backend });
    await heading(`Is ${address} yours?`);
  });
});
