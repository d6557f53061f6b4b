import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { Channel } from '../../../src/contract/shapes.ts';
import { DAY, MINUTE } from '../../../src/domain/instant.ts';
import { success } from '../../../src/domain/result.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { fakeHost } from '../fakes/host.ts';
import { accepted, aChannel, aMessage, aUsage, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';

const rejected = {
  kind: 'password-rejected',
  stage: 'auth',
  reply: { code: 535, enhanced: '5.7.139', text: '5.7.139 the user credentials were incorrect.' },
} as const;
const broken = aChannel({ health: { state: 'broken', since: NOW - MINUTE, because: rejected } });

describe('home', () => {
  it('shows the channel, its health, the use against its limits and the last messages', async () => {
    open({ backend: fakeBackend({ channels: [aChannel()], messages: [accepted(aMessage())] }) });
    await heading('Your channel');
    expect(screen.getByText('Working')).toBeVisible();
    expect(await screen.findByRole('meter', { name: 'Recipients in 24 hours' })).toHaveAttribute(
      'aria-valuetext',
      '412 of 10,000',
    );
    expect(screen.getByRole('button', { name: /Lamps for your new office.*Accepted/ })).toBeVisible();
    await expectAccessible();
  });

  it('follows what happens', async () => {
    const message = aMessage();
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], messages: [message] }) });
    await screen.findByRole('button', { name: /Waiting/ });
    await stage.meanwhile(() => {
      stage.backend.tell({ changed: 'message', message: accepted(message) });
    });
    expect(screen.getByRole('button', { name: /Accepted/ })).toBeVisible();
    await stage.meanwhile(() => {
      stage.backend.channels = [broken];
      stage.backend.tell({ changed: 'channel', id: broken.id });
    });
    expect(screen.getByText('Needs a repair')).toBeVisible();
  });

  it('knows what happened between its first answer and the first event', async () => {
    const backend = fakeBackend({ channels: [aChannel()] });
    const { follow } = backend;
    backend.follow = (...given) => {
      backend.channels = [broken];
      follow(...given);
    };
    open({ backend });
    expect(await screen.findByText('Needs a repair')).toBeVisible();
  });

  it('goes by the newest answer when one that was asked for before it comes later', async () => {
    const backend = fakeBackend({ channels: [aChannel()] });
    const answers: ((channel: Channel) => void)[] = [];
    backend.answers.showChannel = () =>
      new Promise((resolve) => answers.push((channel) => resolve(success({ channel }))));
    const stage = open({ backend });
    await screen.findByText('Working');
    await stage.meanwhile(() => {
      backend.tell({ changed: 'channel', id: broken.id });
      backend.tell({ changed: 'channel', id: broken.id });
    });
    await stage.meanwhile(() => answers[1]?.(broken));
    await stage.meanwhile(() => answers[0]?.(aChannel()));
    expect(screen.getByText('Needs a repair')).toBeVisible();
  });

  it('says why a channel is broken and how much mail waits', async () => {
    open({ backend: fakeBackend({ channels: [broken], messages: [aMessage({ state: 'held' })] }) });
    await screen.findByRole('heading', { name: 'Your password is no longer accepted' });
    expect(screen.getByText('1 message waits until it works again.')).toBeVisible();
    await expectAccessible();
  });

  it('asks the IT department about what has changed since the channel was proven, and when it broke', async () => {
    const because = {
      kind: 'certificate-expired',
      stage: 'starttls',
      host: 'smtp.office365.com',
      port: 587,
      detail: 'certificate has expired',
    } as const;
    const since = new Date(2026, 10, 19, 23, 5).getTime();
    const channel = aChannel({ health: { state: 'broken', since, because } });
    const stage = open({ backend: fakeBackend({ channels: [channel] }) });
    await stage.click('Ask your IT department');
    await screen.findByText('A prepared message has opened in Outlook.');
    const [message] = stage.host.opened;
    expect(message?.subject).toBe('Sending mail: The server’s certificate has run out since');
    expect(message?.htmlBody).toMatch(/On 19 November 2026 at 23:05 GMT.*it stopped here/);
    expect(message?.htmlBody).toContain('certificate has expired');
  });

  it('repairs with one field and the same five steps', async () => {
    const stage = open({ backend: fakeBackend({ channels: [broken] }) });
    await stage.click('Repair');
    await heading('Repair your channel');
    await stage.user.type(screen.getByLabelText('Password'), 'Northern-Star-43');
    await stage.click('Repair');
    const [proof] = stage.backend.proofs;
    expect(proof?.request).toEqual({
      channelId: broken.id,
      credential: { kind: 'password', password: 'Northern-Star-43' },
    });
    await stage.meanwhile(() => {
      proof?.line({ channel: aChannel() });
      proof?.end();
    });
    await heading('Your channel works again');
    await stage.click('Done');
    expect(await screen.findByText('Working')).toBeVisible();
  });

  it('shows the last known state with its age when the server is away', async () => {
    const device = fakeKeep();
    const before = open({ backend: fakeBackend({ channels: [aChannel()] }), device });
    await heading('Your channel');
    before.unmount();

    const backend = fakeBackend();
    backend.failing = { kind: 'backend-away' };
    const stage = open({ backend, device });
    await heading('Your channel');
    await stage.pass(12 * MINUTE);
    expect(
      await screen.findByText('Postlane cannot be reached. This is how things stood 12 minutes ago.'),
    ).toBeVisible();
    await expectAccessible();
  });

  it('keeps no subject and no recipient on the device', async () => {
    const device = fakeKeep();
    open({ backend: fakeBackend({ channels: [aChannel()], messages: [aMessage()] }), device });
    await screen.findByRole('button', { name: /Lamps/ });
    expect(JSON.stringify([...device.kept])).not.toMatch(/Lamps|ada@/);
  });

  it('asks the rep about an uncertain message, and does as told', async () => {
    const uncertain = aMessage({ state: 'uncertain' });
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], messages: [uncertain] }) });
    await screen.findByText(/Did it arrive\?/);
    await expectAccessible();
    await stage.click('It arrived');
    expect(await screen.findByRole('button', { name: /Accepted/ })).toBeVisible();
  });

  it('asks before it erases a message that waits', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], messages: [aMessage()] }) });
    await stage.click(/Waiting/);
    await stage.click('Don’t send it');
    expect(screen.getByRole('heading', { name: 'Don’t send this message?' })).toHaveFocus();
    await expectAccessible();
    await stage.click('Let it wait');
    expect(stage.backend.asked).not.toContain('dropMessage');
    await stage.click('Don’t send it');
    await stage.click('Erase it');
    expect(await screen.findByRole('button', { name: /Set aside/ })).toBeVisible();
  });

  it('says of held mail that was to leave later when it goes at the earliest', async () => {
    const held = aMessage({ state: 'held', dueAt: null, sendAt: NOW + 3 * DAY });
    open({ backend: fakeBackend({ channels: [broken], messages: [held] }) });
    const name = /Held · goes out Monday, .* at the earliest/;
    expect(await screen.findByRole('button', { name })).toBeVisible();
  });

  it('does not blame the server for what the rep stopped', async () => {
    const recipients = [{ address: 'ada@harbour.example', outcome: 'refused', reply: null } as const];
    const dropped = aMessage({ state: 'dropped', dueAt: null, settledAt: NOW, recipients: [...recipients] });
    const stage = open({ backend: fakeBackend({ channels: [aChannel()], messages: [dropped] }) });
    await stage.click(/Set aside/);
    expect(screen.getByText('Not sent, because you stopped it:')).toBeVisible();
    expect(screen.queryByText(/by the server/)).toBeNull();
  });

  it('changes the sender’s name', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()] }) });
    await stage.click('Manage this channel');
    const name = screen.getByRole('textbox', { name: 'Sender name' });
    await stage.user.clear(name);
    await stage.user.type(name, 'Nora from Fjordlight');
    await stage.click('Save');
    expect(await screen.findByText(/Nora from Fjordlight/)).toBeVisible();
    expect(stage.backend.channels[0]?.sender.name).toBe('Nora from Fjordlight');
  });

  it('asks before it removes a channel and says what happens to waiting mail', async () => {
    const backend = fakeBackend({ channels: [aChannel()] });
    backend.answers.showUsage = async () => ({ ok: true, value: aUsage({ waiting: 0, droppable: 2 }) });
    const stage = open({ backend });
    await stage.click('Manage this channel');
    await stage.click('Remove');
    const question = screen.getByRole('heading', { name: 'Remove this channel?' });
    expect(question).toHaveFocus();
    expect(screen.getByText(/2 waiting messages will not be sent/)).toBeVisible();
    await expectAccessible();
    await stage.click('Keep it');
    expect(stage.backend.channels).toHaveLength(1);
    await stage.click('Remove');
    await stage.click('Remove channel');
    await heading('Send through Microsoft 365');
    expect(stage.backend.channels).toHaveLength(0);
  });

  it('lets the rep choose between several channels', async () => {
    const second = aChannel({
      id: '0b54d7fc-6b0f-4d5b-9a53-0f3f5f6a0002',
      sender: { name: '', address: 'team@fjordlight.example' },
    });
    const stage = open({ backend: fakeBackend({ channels: [aChannel(), second] }) });
    await stage.user.selectOptions(await screen.findByRole('combobox', { name: 'Channel' }), second.id);
    expect(within(screen.getByRole('main')).getAllByText(/team@fjordlight.example/)).not.toHaveLength(0);
  });

  it('follows the mail client from reading to writing and back', async () => {
    const stage = open({ host: fakeHost(), backend: fakeBackend({ channels: [aChannel()] }) });
    await heading('Your channel');
    await stage.meanwhile(() => {
      stage.host.select('message-compose');
    });
    await heading('Send through your channel');
    await stage.meanwhile(() => {
      stage.host.select('none');
    });
    await heading('Your channel');
  });
});
