import { expect, jest } from '@jest/globals';
import { createDOMRenderer, RendererProvider } from '@fluentui/react-components';
import { act, configure, render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { App } from '../../src/addin/screens/App.tsx';
import type { Keep } from '../../src/addin/parts/surroundings.ts';
import { fakeBackend, type FakeBackend } from './fakes/backend.ts';
import { fakeClock, fakeKeep, type FakeClock } from './fakes/clock.ts';
import { fakeHost, type FakeHost } from './fakes/host.ts';
import { NOW } from './fakes/mail.ts';

// Fluent UI in jsdom takes its time on a busy machine: these only free a worker that hangs, they are no statement about
// speed. Whether an element is hidden costs a walk through all styles for each: axe and toBeVisible ask for it instead.
jest.setTimeout(180_000);
configure({ asyncUtilTimeout: 60_000, defaultHidden: true });

interface Set {
  host?: FakeHost;
  backend?: FakeBackend;
  session?: Keep;
  device?: Keep;
  /** What the pane was opened for. */
  wish?: Promise<{ channelId: string } | null>;
}

export interface Stage {
  host: FakeHost;
  backend: FakeBackend;
  clock: FakeClock;
  user: UserEvent;
  /** Lets time pass, and what it sets off. */
  pass(milliseconds: number): Promise<void>;
  /** Does something outside the pane, and lets the pane follow. */
  meanwhile(happens: () => void): Promise<void>;
  click(name: string | RegExp): Promise<void>;
  unmount(): void;
}

/**
 * Where the components' styles go: into a document that nothing is in. What is visible is decided without them, and jsdom would
 * go through all of them for each element that it is asked about.
 */
const elsewhere = createDOMRenderer(document.implementation.createHTMLDocument());

let ids = 0;

/** Opens the whole pane on fakes. */
export function open({
  host = fakeHost(),
  backend = fakeBackend(),
  session = fakeKeep(),
  device = fakeKeep(),
  wish,
}: Set = {}): Stage {
  const clock = fakeClock(NOW);
  const user = userEvent.setup({ delay: null });
  const newId = () => `3c0a1f6e-9999-4f7e-8a33-${String((ids += 1)).padStart(12, '0')}`;
  const { unmount } = render(
    <RendererProvider renderer={elsewhere}>
      <App wish={wish} host={host} backend={backend} clock={clock} newId={newId} session={session} device={device} />
    </RendererProvider>,
  );
  return {
    host,
    backend,
    clock,
    user,
    unmount,
    pass: (milliseconds) =>
      act(async () => {
        clock.advance(milliseconds);
      }),
    meanwhile: (happens) =>
      act(async () => {
        happens();
      }),
    click: async (name) => user.click(await screen.findByRole('button', { name })),
  };
}

export const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });

/** Lets something happen that is said aloud: its words come to a place that was there before, to be listened to. */
export async function saidAloud(words: string | RegExp, happens: () => Promise<void>): Promise<void> {
  const places = screen.queryAllByRole('status');
  await happens();
  const said = await screen.findByText(words);
  expect(said).toBeVisible();
  expect(places.filter((place) => place.contains(said))).toHaveLength(1);
}

/** Fails with every accessibility fault on the screen. Contrast is measured in the browser walk: jsdom paints nothing. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
