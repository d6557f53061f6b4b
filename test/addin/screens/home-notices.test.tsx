import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import type { Message } from '../../../src/contract/shapes.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { accepted, aChannel, aMessage, NOW, throttled } from '../fakes/mail.ts';
import { expectAccessible, heading, open, saidAloud } from '../stage.tsx';

const offer = aMessage({ subject: 'Offer 1' });
const offering = (...messages: Message[]) => fakeBackend({ channels: [aChannel()], messages });
const row = (name: RegExp) => screen.findByRole('button', { name });

describe('a pause', () => {
  const paused = aChannel({ pause: { until: NOW + 5 * MINUTE, because: throttled } });

  it('is told with what the provider said, and is over by itself', async () => {
    const stage = open({ backend: offering(offer) });
    await row(/Offer 1/);
    await saidAloud(/^Your provider is slowing you down until /, () =>
      stage.meanwhile(() => {
        stage.backend.channels = [paused];
        stage.backend.tell({ changed: 'channel', id: paused.id });
      }),
    );
    expect(screen.getByText(/^Other programs may be using your connections/)).toBeVisible();
    await expectAccessible();
    await stage.pass(5 * MINUTE);
    expect(screen.queryByText(/slowing you down/)).toBeNull();
  });

  it('is over as soon as the server says so', async () => {
    const stage = open({ backend: fakeBackend({ channels: [paused] }) });
    await screen.findByText(/slowing you down/);
    await stage.meanwhile(() => {
      stage.backend.channels = [aChannel()];
      stage.backend.tell({ changed: 'channel', id: paused.id });
    });
    expect(screen.queryByText(/slowing you down/)).toBeNull();
  });

  it.each([
    ['mailbox-quota-exceeded', /^Your mailbox has reached the provider’s limit/],
    ['tenant-quota-exceeded', /^Your whole organisation has reached/],
    ['connection-refused', /can’t be reached just now/],
  ] as const)('says what %s means', async (kind, title) => {
    const because =
      kind === 'connection-refused'
        ? ({ kind, stage: 'connect', host: 'smtp.office365.com', port: 587, detail: null } as const)
        : { ...throttled, kind };
    open({ backend: fakeBackend({ channels: [aChannel({ pause: { until: NOW + HOUR, because } })] }) });
    expect(await screen.findByText(title)).toBeVisible();
  });
});

it('a server that is away is told of aloud, and so is a word of the rep’s that it did not take', async () => {
  const stage = open({ backend: offering({ ...offer, state: 'uncertain', dueAt: null }) });
  await row(/Offer 1/);
  stage.backend.failing = { kind: 'backend-away' };
  await saidAloud('Postlane cannot be reached', () => stage.click('Send it again'));
  await saidAloud(/^Postlane cannot be reached\. This is how things stood/, () => stage.pass(MINUTE));
});

describe('when no events arrive', () => {
  const notice = 'Live updates are interrupted; checking every 15 seconds.';

  it('says so after a moment, asks by itself, and says nothing once they are back', async () => {
    const stage = open({ backend: offering(offer) });
    await row(/Offer 1/);
    await stage.meanwhile(() => {
      stage.backend.connection(false);
    });
    expect(screen.queryByText(notice)).toBeNull();
    await saidAloud(notice, () => stage.pass(5 * SECOND));
    await expectAccessible();
    stage.backend.messages = [accepted(offer)];
    await stage.pass(10 * SECOND);
    expect(await row(/Accepted/)).toBeVisible();
    await stage.meanwhile(() => {
      stage.backend.connection(true);
    });
    expect(screen.queryByText(notice)).toBeNull();
  });

  it('says nothing of a connection that is back within moments', async () => {
    const stage = open({ backend: offering(offer) });
    await heading('Your channel');
    await row(/Offer 1/);
    await stage.meanwhile(() => {
      stage.backend.connection(false);
    });
    await stage.pass(2 * SECOND);
    await stage.meanwhile(() => {
      stage.backend.connection(true);
    });
    await stage.pass(MINUTE);
    expect(screen.queryByText(notice)).toBeNull();
  });

  it('finds within a minute what it was not told, while something waits', async () => {
    const stage = open({ backend: offering(offer) });
    await row(/Offer 1/);
    stage.backend.messages = [accepted(offer)];
    await stage.pass(MINUTE);
    expect(await row(/Accepted/)).toBeVisible();
    const asked = stage.backend.asked.filter((name) => name === 'listMessages').length;
    await stage.pass(10 * MINUTE);
    expect(stage.backend.asked.filter((name) => name === 'listMessages')).toHaveLength(asked);
  });
});
