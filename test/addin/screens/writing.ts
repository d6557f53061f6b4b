import type { Message } from '../../../src/contract/shapes.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aDraft, fakeHost } from '../fakes/host.ts';
import { aChannel } from '../fakes/mail.ts';
import type { Stage } from '../stage.tsx';

/** A file of about a megabyte. */
export const pdf = {
  id: 'a',
  name: 'Catalogue.pdf',
  type: 'application/pdf',
  size: 1_100_000,
  kind: 'file',
  inline: false,
  contentId: null,
} as const;

/** A rep with a channel and a draft. */
export const writing = (draft = aDraft()) => ({
  host: fakeHost({ item: 'message-compose', draft }),
  backend: fakeBackend({ channels: [aChannel()] }),
});

export const newest = ({ backend }: Stage): Message => {
  const message = backend.messages.at(-1);
  if (!message) throw new Error('No message is queued.');
  return message;
};

/** The message in the outbox changes, and the pane hears of it. */
export const becomes = (stage: Stage, change: (message: Message) => Message) =>
  stage.meanwhile(() => {
    stage.backend.tell({ changed: 'message', message: change(newest(stage)) });
  });
