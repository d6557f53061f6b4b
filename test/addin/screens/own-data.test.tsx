import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { failed } from '../../../src/domain/result.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { NORA } from '../fakes/host.ts';
import { aBreak, aChannel, aMessage, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open, saidAloud, type Stage } from '../stage.tsx';

const stopped = () => aChannel({ createdAt: NOW - DAY, stoppedSince: NOW - HOUR, held: 1 });

async function inManage(channels = [aChannel()]): Promise<Stage> {
  const stage = open({ backend: fakeBackend({ channels, messages: [aMessage()] }) });
  await stage.click('Manage this channel');
  await screen.findByRole('heading', { name: 'Your data' });
  return stage;
}

describe('a rep’s own data', () => {
  let blobs: Blob[] = [];
  URL.createObjectURL = (blob) => {
    blobs.push(blob as Blob);
    return 'blob:postlane';
  };
  URL.revokeObjectURL = jest.fn();
  afterEach(() => {
    blobs = [];
  });

  it('is taken along as a file, or copied where no file is to be had', async () => {
    const stage = await inManage();
    await stage.click('Export my data');
    const link = await screen.findByRole('link', { name: 'Save the file' });
    expect([link.getAttribute('href'), link.getAttribute('download')]).toEqual(['blob:postlane', 'postlane.json']);
    expect(blobs).toHaveLength(1);
    await saidAloud('Copied.', () => stage.click('Copy it instead'));
    expect(JSON.parse(await navigator.clipboard.readText())).toMatchObject({ person: { name: 'Nora Lindqvist' } });
    await expectAccessible();
  });

  it('is deleted when asked twice, and the pane begins anew', async () => {
    const stage = await inManage();
    await stage.click('Delete everything of mine');
    await screen.findByRole('heading', { name: 'Delete everything of yours?' });
    await expectAccessible();
    await stage.click('Keep it');
    expect(stage.backend.asked).not.toContain('removeOwn');
    await stage.click('Delete everything of mine');
    await stage.click('Delete everything');
    await screen.findByRole('heading', { name: 'Everything of yours is deleted' });
    expect(screen.getByText('1 channel is gone, with its credential, and so are all records.')).toBeVisible();
    expect(screen.getByText('1 message is not sent.')).toBeVisible();
    expect(stage.backend.channels).toEqual([]);
    await expectAccessible();
    await stage.click('Begin anew');
    await heading('Send through Microsoft 365');
  });

  it('says before it is deleted that colleagues’ channels go with it', async () => {
    const stage = await inManage([aChannel({ colleagues: 3 })]);
    await stage.click('Delete everything of mine');
    const said = /3 colleagues send through channels of yours: their channels go too, and mail that waits there is not/;
    expect(screen.getByText(said)).toBeVisible();
  });

  it('stays where it could not be deleted, and says so', async () => {
    const stage = await inManage();
    stage.backend.answers.removeOwn = async () => failed({ kind: 'backend-away' });
    await stage.click('Delete everything of mine');
    await stage.click('Delete everything');
    await screen.findByRole('heading', { name: 'Postlane cannot be reached' });
    await heading('Your channel');
  });
});

describe('a channel that an administrator paused', () => {
  it('says so on top, since when, and how much waits', async () => {
    const stage = open({
      backend: fakeBackend({ channels: [stopped()], messages: [aMessage({ state: 'held', dueAt: null })] }),
    });
    await screen.findByRole('heading', { name: 'Your IT paused this channel' });
    expect(screen.getByText(/^Nothing has gone out since .+ only they can\. Ask them why\.$/)).toBeVisible();
    expect(screen.getByText(/^It counts for whatever you connect at the same server or from the same/)).toBeVisible();
    expect(screen.getByText('1 message waits meanwhile.')).toBeVisible();
    expect(screen.getByText('Paused by IT')).toBeVisible();
    await expectAccessible();
    await stage.click('Manage this channel');
    expect(screen.queryByRole('button', { name: 'Remove' })).toBeNull();
    expect(screen.getByText('You can remove it once your IT has let it go again.')).toBeVisible();
    await screen.findByText(/^Your IT paused a channel of yours\./);
    expect(screen.queryByRole('button', { name: 'Delete everything of mine' })).toBeNull();
  });

  it.each([
    ['at its server, with another address', { server: { host: 'smtp.office365.com' } }, true],
    ['from its address, at another server', { sender: { address: NORA.emailAddress.toUpperCase() } }, true],
    ['with neither', {}, false],
  ])('says so of what is connected %s, before anything is typed: %j %s', async (_how, shared, says) => {
    const elsewhere = {
      server: { host: 'smtp.elsewhere.example', port: 587 as const, security: 'starttls' as const },
      sender: { name: 'Nora', address: 'nora@elsewhere.example' },
    };
    const { server, sender } = { server: {}, sender: {}, ...shared };
    const one = aChannel({
      ...{ createdAt: NOW - DAY, stoppedSince: NOW - HOUR, providerId: 'custom' },
      ...{ server: { ...elsewhere.server, ...server }, sender: { ...elsewhere.sender, ...sender } },
    });
    const stage = open({ backend: fakeBackend({ channels: [one] }) });
    await stage.click('Manage this channel');
    await stage.click('Add another channel');
    await stage.click('Set up');
    await screen.findByLabelText('Password');
    const said = screen.queryByText(/^Your IT paused a channel of yours at this server or from this address\./);
    expect(said !== null).toBe(says);
    await expectAccessible();
  });

  it('is said of what was connected meanwhile, in the place of a test message', async () => {
    const stage = open({ backend: fakeBackend({ channels: [] }) });
    await stage.click('Set up');
    await stage.user.type(await screen.findByLabelText('Password'), 'Lighthouse-42');
    await stage.click('Connect');
    const channel = aChannel({ createdAt: NOW, stoppedSince: NOW - HOUR });
    stage.backend.channels = [channel];
    await stage.meanwhile(() => {
      stage.backend.proofs[0]?.line({ channel });
      stage.backend.proofs[0]?.end();
    });
    await heading('Your channel is ready');
    expect(
      screen.getByText(/^Another channel of yours, at the same server or from the same address, has been/),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send yourself a test message' })).toBeNull();
    await expectAccessible();
    await stage.click('Done');
    await heading('Your channel');
  });

  it('says aloud when that begins and when it is over', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()] }) });
    await heading('Your channel');
    await screen.findByText('Working');
    const become = (since: number | null) =>
      stage.meanwhile(() => {
        stage.backend.channels = [aChannel({ stoppedSince: since })];
        stage.backend.tell({ changed: 'channel', id: aChannel().id });
      });
    await become(NOW);
    await screen.findByText('Paused by IT');
    const said = screen.getAllByRole('status').map(({ textContent }) => textContent);
    expect(said).toContain('Your IT paused this channel');
    await become(null);
    await screen.findByText('Working');
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain('Mail goes out again.');
  });

  it('is in the history as what it was', async () => {
    const stage = open({ backend: fakeBackend({ channels: [aChannel()] }) });
    stage.backend.breaks = [aBreak({ because: null, noticedBy: null, keptBy: 'admin', mendedBy: 'admin' })];
    await stage.click('History');
    const entry = await screen.findByText('Your IT paused this channel');
    expect(entry.parentElement?.textContent).toContain('Your IT let the mail go again.');
  });

  it('tells so of a draft before it is sent', async () => {
    const stage = open({ backend: fakeBackend({ channels: [stopped()] }) });
    await stage.meanwhile(() => {
      stage.host.select('message-compose');
    });
    await screen.findByText(/Your IT paused this channel\. The message waits until they let mail go again\./);
  });
});

describe('mail that a colleague left', () => {
  it('waits for the rep’s word, and says whose it was', async () => {
    const message = aMessage({ state: 'held', dueAt: null, handedOver: true });
    const stage = open({ backend: fakeBackend({ channels: [aChannel({ held: 1 })], messages: [message] }) });
    await screen.findByText(/^1 message waits for your word/);
    expect(screen.getByText('Handed over to you by your IT: a colleague wrote it who has left.')).toBeVisible();
    await stage.click('Send it');
    expect(stage.backend.messages[0]?.state).toBe('queued');
  });

  it('is found from another channel of the rep’s', async () => {
    const other = aChannel({
      ...{ id: 'b0b1f1de-0000-4f7e-8a33-000000000001', held: 1, createdAt: NOW },
      sender: { name: 'Sales', address: 'sales@fjordlight.example' },
    });
    const message = aMessage({ channelId: other.id, state: 'held', dueAt: null, handedOver: true, subject: 'A lamp' });
    const stage = open({ backend: fakeBackend({ channels: [aChannel(), other], messages: [message] }) });
    await screen.findByText(
      '1 message that a colleague left to you waits for your word, in your channel sales@fjordlight.example.',
    );
    await expectAccessible();
    await stage.click('Look at what waits in sales@fjordlight.example');
    expect(await screen.findByText('A lamp')).toBeVisible();
    expect(screen.getByText('Handed over to you by your IT: a colleague wrote it who has left.')).toBeVisible();
    expect(screen.queryByText(/^1 message that a colleague left to you/)).toBeNull();
  });
});
