import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { fakeBackend } from '../fakes/backend.ts';
import { accepted, aChannel, aMessage } from '../fakes/mail.ts';
import { open } from '../stage.tsx';

it('a queue is not said to have left when the rest of it is held', async () => {
  const messages = ['one', 'two', 'three'].map((subject, at) =>
    aMessage({ id: `3c0a1f6e-1111-4f7e-8a33-00000000000${at}`, subject }),
  );
  const stage = open({ backend: fakeBackend({ channels: [aChannel()], messages }) });
  await screen.findByText('Mail is going out.');
  const [first, ...others] = messages;
  await stage.meanwhile(() => {
    if (first) stage.backend.tell({ changed: 'message', message: accepted(first) });
    for (const message of others)
      stage.backend.tell({ changed: 'message', message: { ...message, state: 'held', dueAt: null } });
  });
  expect(screen.queryByText('Mail is going out.')).toBeNull();
  expect(screen.queryByText('All that was waiting has left.')).toBeNull();
});
