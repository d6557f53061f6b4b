import { describe, expect, it, jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { aChannel, aMessage, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';

const held = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    aMessage({ id: `3c0a1f6e-1111-4f7e-8a33-00000000000${at}`, state: 'held', dueAt: null }),
  );
const shown = (channel = aChannel(), messages = held(0)) =>
  open({ backend: fakeBackend({ channels: [channel], messages }) });
const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent);

/** The channel is as this from now on, and the pane hears of it. */
const becomes = (stage: Stage, channel: ReturnType<typeof aChannel>) =>
  stage.meanwhile(() => {
    stage.backend.channels = [channel];
    stage.backend.tell({ changed: 'channel', id: channel.id });
  });

describe('a channel that works', () => {
  it('says when it was last checked, by mail or by itself', async () => {
    const stage = shown(aChannel({ checkedAt: NOW - 5 * MINUTE }));
    expect(await screen.findByText(/checked 5 minutes ago/)).toBeVisible();
    await stage.pass(2 * MINUTE);
    expect(screen.getByText(/checked 7 minutes ago/)).toBeVisible();
  });
});

describe('a broken channel', () => {
  it('says since when, and how much mail waits', async () => {
    shown(aBrokenChannel('password-rejected'), held(2));
    expect(await screen.findByText(/not working since \d\d:12$/)).toBeVisible();
    expect(screen.getByText('2 messages wait until it works again.')).toBeVisible();
    await expectAccessible();
  });

  it('says a day that has passed as that', async () => {
    const { health } = aBrokenChannel('password-rejected');
    shown(aBrokenChannel('password-rejected', { health: { ...health, since: NOW - DAY } }));
    expect(await screen.findByText(/not working since yesterday, \d\d:42$/)).toBeVisible();
  });

  it('asks for a password first where a password mends it, and promises no check by itself', async () => {
    shown(aBrokenChannel('password-rejected'));
    await screen.findByText('Needs a repair');
    expect(buttons().slice(0, 2)).toEqual(['Repair', 'Ask your IT department']);
    expect(screen.queryByRole('button', { name: 'Check again' })).toBeNull();
    expect(screen.queryByText(/checks? (this one )?by itself/)).toBeNull();
  });

  it('asks for what was lost, and offers no check', async () => {
    const { host, port } = aChannel().server;
    const because = { kind: 'credential-lost', stage: 'connect', host, port, detail: null } as const;
    const stage = shown(aChannel({ health: { state: 'broken', since: NOW, because }, nextCheckAt: NOW + HOUR }));
    await screen.findByRole('heading', { name: 'What you sign in with has to be given again' });
    expect(buttons()[0]).toBe('Repair');
    expect(screen.queryByRole('button', { name: 'Check again' })).toBeNull();
    await stage.click('Repair');
    await heading('Repair your channel');
    expect(screen.getByLabelText('Password')).toBeVisible();
    await expectAccessible();
  });

  it('asks IT first where IT mends it, says when it checks by itself, and still takes another password', async () => {
    const stage = shown(aBrokenChannel('smtp-auth-off-for-mailbox', { nextCheckAt: NOW + 83 * MINUTE }));
    await screen.findByRole('heading', { name: 'Sending is switched off for your mailbox' });
    expect(buttons().slice(0, 3)).toEqual(['Ask your IT department', 'Check again', 'Enter another password']);
    expect(
      screen.getByText(/^Postlane checks by itself, next about \d\d:05, and goes on when it works\.$/),
    ).toBeVisible();
    await expectAccessible();
    await stage.click('Enter another password');
    await heading('Repair your channel');
    expect(screen.getByRole('heading', { name: 'Sending is switched off for your mailbox' })).toBeVisible();
    expect(screen.getByLabelText('Password')).toBeVisible();
    await expectAccessible();
  });

  it('whose server was not even given the password asks for none', async () => {
    const because = {
      kind: 'certificate-expired',
      stage: 'starttls',
      host: 'smtp.office365.com',
      port: 587,
      detail: 'certificate has expired',
    } as const;
    const channel = aChannel({ health: { state: 'broken', since: NOW, because }, nextCheckAt: NOW + HOUR });
    const stage = open({
      backend: fakeBackend({ channels: [channel] }),
      wish: Promise.resolve({ channelId: channel.id }),
    });
    await heading('Repair your channel');
    expect(screen.getByRole('heading', { name: 'The server’s certificate has run out since' })).toBeVisible();
    expect(screen.queryByLabelText('Password')).toBeNull();
    await expectAccessible();
    await stage.click('Back');
    await heading('Your channel');
    expect(screen.queryByRole('button', { name: 'Enter another password' })).toBeNull();
  });

  it('says of a check whose moment has come that it is about to happen', async () => {
    const stage = shown(aBrokenChannel('smtp-auth-off-for-mailbox', { nextCheckAt: NOW + MINUTE }));
    await screen.findByText(/^Postlane checks by itself, next about/);
    await stage.pass(MINUTE);
    expect(screen.getByText(/^Postlane checks by itself in a moment/)).toBeVisible();
  });

  it('that passes by itself is on hold, and says first when it is looked at', async () => {
    shown(aBrokenChannel('sender-throttled', { nextCheckAt: NOW + HOUR }));
    expect(await screen.findByText('On hold')).toBeVisible();
    const line = screen.getByText(/^Postlane checks by itself, next about/);
    const check = screen.getByRole('button', { name: 'Check again' });
    expect(line.compareDocumentPosition(check)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getByRole('button', { name: 'Enter another password' })).toBeVisible();
    await expectAccessible();
  });

  it('that the rep mends elsewhere is checked first', async () => {
    shown(aBrokenChannel('browser-sign-in-required', { nextCheckAt: NOW + HOUR }));
    await screen.findByText('Needs a repair');
    expect(buttons()[0]).toBe('Check again');
  });

  it('that Postlane does not check by itself says so', async () => {
    shown(aBrokenChannel('sender-blocked'));
    expect(await screen.findByText(/^Postlane does not check this one by itself\./)).toBeVisible();
  });

  it('is said aloud when it breaks while the pane is open', async () => {
    const stage = shown();
    await screen.findByText('Working');
    await becomes(stage, aBrokenChannel('password-rejected'));
    const aloud = screen.getAllByRole('status').map(({ textContent }) => textContent);
    expect(aloud).toContain('Your password is no longer accepted');
  });
});

describe('checking again', () => {
  const checking = async (waiting = held(2)) => {
    const stage = shown(aBrokenChannel('smtp-auth-off-for-mailbox', { nextCheckAt: NOW + HOUR }), waiting);
    await stage.click('Check again');
    await heading('Checking your channel');
    const [proof] = stage.backend.proofs;
    if (!proof) throw new Error('Nothing is being proven.');
    return { stage, proof };
  };

  it('runs the five steps with the password that is there, and says what goes out', async () => {
    const { stage, proof } = await checking();
    expect(proof.request).toEqual({ channelId: aChannel().id, credential: null });
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
    expect(screen.queryByLabelText('Password')).toBeNull();
    await stage.meanwhile(() => {
      proof.line({ channel: aChannel() });
      proof.end();
    });
    await heading('Your channel works again');
    expect(screen.getByText('2 waiting messages go out now.')).toBeVisible();
    await expectAccessible();
    await stage.click('Done');
    await screen.findByText('Working');
    expect(screen.queryByText(/^Your channel has been working again/)).toBeNull();
  });

  it('says that nothing waited', async () => {
    const { stage, proof } = await checking(held(0));
    await stage.meanwhile(() => {
      proof.line({ channel: aChannel() });
      proof.end();
    });
    expect(await screen.findByText(/No mail was waiting\.$/)).toBeVisible();
  });

  it('is called off by going back', async () => {
    const { stage, proof } = await checking();
    await stage.click('Cancel');
    await heading('Your channel');
    expect(proof.signal.aborted).toBe(true);
    expect(stage.backend.proofs).toHaveLength(1);
  });

  it('says what stands in the way still, and checks once more when told to', async () => {
    const { stage, proof } = await checking();
    const { health } = aBrokenChannel('sign-in-policy');
    await stage.meanwhile(() => {
      if (health.state === 'broken') proof.line({ failure: health.because });
      proof.end();
    });
    await heading('A sign-in rule of your company said no');
    await expectAccessible();
    await stage.click('Check again');
    await heading('Checking your channel');
    expect(stage.backend.proofs).toHaveLength(2);
  });

  it('too soon says when, tries nothing, and takes another password', async () => {
    const { stage, proof } = await checking();
    await stage.meanwhile(() => {
      proof.line({ failure: { kind: 'login-too-soon', nextAt: NOW + 49.5 * MINUTE } });
      proof.end();
    });
    await heading('It is too soon to try again');
    expect(screen.getByText(/^It may be tried again at \d\d:32\./)).toBeVisible();
    for (const name of ['Check again', 'Ask your IT department'])
      expect(screen.queryByRole('button', { name })).toBeNull();
    await expectAccessible();
    await stage.user.type(screen.getByLabelText('Password'), 'Northern-Star-43');
    await stage.click('Repair');
    expect(stage.backend.proofs[1]?.request).toMatchObject({
      credential: { password: 'Northern-Star-43' },
    });
  });
});

describe('a channel that comes back by itself', () => {
  const back = aChannel({ health: { state: 'working', since: NOW } });
  const told = () => screen.queryByText(/^Your channel has been working again since \d\d:42\./);

  it('is told aloud with the mail that goes, until that was seen', async () => {
    const stage = shown(aBrokenChannel('smtp-auth-off-for-mailbox'), held(3));
    await screen.findByText('Needs a repair');
    await becomes(stage, back);
    expect(told()).toHaveTextContent('3 waiting messages are going out.');
    expect(told()?.closest('[role=status]')).not.toBeNull();
    await expectAccessible();
    await stage.pass(30 * SECOND);
    expect(told()).toBeNull();
  });

  it('is told while nobody looks, and still there for who comes back', async () => {
    const stage = shown(aBrokenChannel('smtp-auth-off-for-mailbox'));
    await screen.findByText('Needs a repair');
    const visibility = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    await stage.meanwhile(() => void document.dispatchEvent(new Event('visibilitychange')));
    await becomes(stage, back);
    await stage.pass(10 * MINUTE);
    expect(told()).toBeVisible();
    visibility.mockRestore();
    await stage.meanwhile(() => void document.dispatchEvent(new Event('visibilitychange')));
    await stage.pass(30 * SECOND);
    expect(told()).toBeNull();
  });

  it('is told to who saw it broken when the pane was open last', async () => {
    const device = fakeKeep();
    const before = open({ backend: fakeBackend({ channels: [aBrokenChannel('account-locked')] }), device });
    await screen.findByText('Needs a repair');
    before.unmount();
    open({ backend: fakeBackend({ channels: [back] }), device });
    expect(await screen.findByText(/^Your channel has been working again/)).toBeVisible();
  });

  it('is told to who is about to mend it, on the spot', async () => {
    const stage = shown(aBrokenChannel('smtp-auth-off-for-mailbox'), held(3));
    await stage.click('Enter another password');
    await heading('Repair your channel');
    await becomes(stage, back);
    await heading('Your channel works again');
    expect(screen.getByText('3 waiting messages go out now.')).toBeVisible();
    await stage.click('Done');
    await heading('Your channel');
    expect(told()).toBeNull();
  });

  it('counts neither what waits for the rep’s word nor what has a time of its own', async () => {
    const [first, second, third] = held(3);
    if (!first || !second || !third) throw new Error('Three are held.');
    const stage = shown(aBrokenChannel('smtp-auth-off-for-mailbox'), [
      { ...first, queuedAt: NOW - 3 * DAY },
      second,
      { ...third, sendAt: NOW + DAY },
    ]);
    await screen.findByText('Needs a repair');
    await becomes(stage, { ...back, held: 1 });
    expect(told()).toHaveTextContent('1 waiting message is going out.');
    expect(within(screen.getByRole('region', { name: 'Mail that waited' })).getAllByRole('listitem')).toHaveLength(1);
  });
});
