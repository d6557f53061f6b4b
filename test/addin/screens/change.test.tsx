import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Message } from '../../../src/contract/shapes.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { failed } from '../../../src/domain/result.ts';
import { NOTE, noteOf } from '../../../src/addin/launch-event/handed.ts';
import { fingerprintOf } from '../../../src/addin/screens/send/fingerprint.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aDraft } from '../fakes/host.ts';
import { aChannel, aMessage, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';
import { writing } from './writing.ts';

const changing = aChannel({ heldSince: NOW - 12 * MINUTE, nextCheckAt: null });
const title = 'Paused while you change your password';

describe('a rep who changes the password', () => {
  it('says so beforehand: mail waits, and the panel that says how to go on takes the focus', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], messages: [aMessage()] }) });
    await stage.click('Manage this channel');
    expect(screen.getByText(/^Mail waits while you do\./)).toBeVisible();
    await stage.click('I am changing my password');
    expect(await screen.findByRole('heading', { name: title })).toHaveFocus();
    expect(stage.backend.channels[0]?.heldSince).toBe(NOW);
    expect(screen.getByText('Paused')).toBeVisible();
    expect(screen.getByText('1 message waits meanwhile.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'I am changing my password' })).toBeNull();
    await expectAccessible();
  });

  it('is told when that could not be done', async () => {
    const backend = fakeBackend({ channels: [aChannel()] });
    backend.answers.holdChannel = async () => failed({ kind: 'backend-away' });
    const stage = open({ backend });
    await stage.click('Manage this channel');
    await stage.click('I am changing my password');
    expect(await screen.findByText('Postlane cannot be reached')).toBeVisible();
    expect(screen.queryByRole('heading', { name: title })).toBeNull();
  });

  it('enters the new one, and the mail goes', async () => {
    const stage = open({
      backend: fakeBackend({ channels: [changing], messages: [aMessage(), aMessage({ id: 'b' })] }),
    });
    await screen.findByText(/paused since \d\d:30$/);
    expect(screen.queryByRole('progressbar')).toBeNull();
    await stage.click('Enter the new password');
    await heading('Enter your new password');
    expect(screen.getByText(/^Have you changed it\? Enter the new one for smtp\.office365\.com\./)).toBeVisible();
    await expectAccessible();
    await stage.user.type(screen.getByLabelText('Password'), 'Northern-Star-43');
    await stage.click('Check and go on');
    const [proof] = stage.backend.proofs;
    await stage.meanwhile(() => {
      proof?.line({ channel: aChannel() });
      proof?.end();
    });
    await heading('Your new password works');
    expect(screen.getByText('2 waiting messages go out now.')).toBeVisible();
    await stage.click('Done');
    expect(await screen.findByText('Working')).toBeVisible();
  });

  it('goes on without having changed it, and hears that mail goes again', async () => {
    const stage = open({ backend: fakeBackend({ channels: [changing] }) });
    await stage.click('I did not change it');
    await screen.findByText('Working');
    expect(stage.backend.proofs).toHaveLength(0);
    expect(screen.queryByRole('heading', { name: title })).toBeNull();
    expect(screen.getByText('Mail goes out again.')).toHaveAttribute('role', 'status');
    expect(await heading('Your channel')).toHaveFocus();
  });
});

describe('while the password is being changed', () => {
  const set = () => {
    const one = writing();
    one.backend.channels = [changing];
    return one;
  };

  it('a draft says that it waits, and asks the server for no forecast', async () => {
    const stage = open(set());
    expect(await screen.findByText(/, goes out once you have entered the new password$/)).toBeVisible();
    expect(screen.getByText(/^You are changing your password\. The message waits/)).toBeVisible();
    expect(stage.backend.asked).not.toContain('forecast');
    await expectAccessible();
    await stage.click('Enter the new password');
    await heading('Enter your new password');
  });

  it('a draft for later is not promised before', async () => {
    const one = set();
    one.backend.queueFailing = { kind: 'backend-away' };
    const stage = open(one);
    await stage.click('Send later …');
    await stage.click(/^Monday morning/);
    expect(
      await screen.findByText(/once you have entered the new password, Monday, 08:00 at the earliest$/),
    ).toBeVisible();
  });

  const handedOver = (message: Message, parts = 1) => {
    const one = set();
    one.host.notes.set(NOTE, noteOf({ id: message.id, fingerprint: fingerprintOf(aDraft()), parts }));
    one.backend.messages = [message];
    return open(one);
  };

  it.each(['queued', 'held'] as const)('a message that is %s says what it waits for', async (state) => {
    const stage = handedOver(aMessage({ state }));
    await heading(title);
    expect(screen.getByText(/^Postlane has your message safely\. It goes out once you have entered/)).toBeVisible();
    expect(screen.getByText(/Outlook’s own Send would send it a second time/)).toBeVisible();
    await expectAccessible();
    await stage.click('Enter the new password');
    await heading('Enter your new password');
  });

  it('a message with a time of its own says that too', async () => {
    handedOver(aMessage({ sendAt: NOW + 3 * DAY, dueAt: NOW + 3 * DAY }));
    expect(
      await screen.findByText(/once you have entered the new password, Monday, .* at the earliest\.$/),
    ).toBeVisible();
  });

  it('a pause of the provider’s is not what keeps the mail', async () => {
    const because = {
      kind: 'connection-refused',
      stage: 'connect',
      host: 'smtp.office365.com',
      port: 587,
      detail: null,
    } as const;
    const backend = fakeBackend({ channels: [{ ...changing, pause: { until: NOW + HOUR, because } }] });
    open({ backend });
    await screen.findByRole('heading', { name: title });
    expect(screen.queryByText(/can’t be reached just now/)).toBeNull();
  });
});
