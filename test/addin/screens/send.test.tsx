import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { failed, success } from '../../../src/domain/result.ts';
import type { Message } from '../../../src/contract/shapes.ts';
import { NOTE } from '../../../src/addin/screens/send/use-sending.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aDraft, fakeHost } from '../fakes/host.ts';
import { accepted, aChannel, aMessage, aUsage, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open, type Stage } from '../stage.tsx';

const pdf = {
  id: 'a',
  name: 'Catalogue.pdf',
  type: 'application/pdf',
  size: 1_100_000,
  kind: 'file',
  inline: false,
  contentId: null,
} as const;

const writing = (draft = aDraft()) => ({
  host: fakeHost({ item: 'message-compose', draft }),
  backend: fakeBackend({ channels: [aChannel()] }),
});

const newest = ({ backend }: Stage): Message => {
  const message = backend.messages.at(-1);
  if (!message) throw new Error('No message is queued.');
  return message;
};

const becomes = (stage: Stage, change: (message: Message) => Message) =>
  stage.meanwhile(() => {
    stage.backend.tell({ changed: 'message', message: change(newest(stage)) });
  });

describe('sending a draft', () => {
  it('says what it will do', async () => {
    const draft = aDraft({
      cc: [{ name: 'Ben', address: 'ben@harbour.example' }],
      bcc: [{ name: 'Cy', address: 'cy@harbour.example' }],
      attachments: [pdf],
    });
    open(writing(draft));
    expect(await screen.findByText('3 recipients, 1.5 MB, goes out now')).toBeVisible();
    await expectAccessible();
  });

  it('says when it goes out while the provider’s window is full', async () => {
    const set = writing();
    set.backend.answers.showUsage = async () =>
      success(aUsage({ allowance: { messages: 0, nextAt: NOW + 7 * MINUTE } }));
    open(set);
    expect(await screen.findByText(/goes out at about \d\d:49/)).toBeVisible();
  });

  it('notes the id in the draft before it hands the message over', async () => {
    const set = writing();
    const { queue } = set.backend;
    let noted: string | undefined;
    set.backend.queue = (id, ...rest) => {
      noted = set.host.notes.get(NOTE);
      return queue(id, ...rest);
    };
    const stage = open(set);
    await stage.click('Send');
    await heading('Waiting for its turn');
    expect(noted).toBe(newest(stage).id);
  });

  it('closes the draft only after the far server has accepted the message', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    await stage.pass(10 * SECOND);
    expect(stage.host.closings).toBe(0);
    await becomes(stage, accepted);
    await heading('Sent');
    expect(screen.getByText(/250 2\.0\.0 OK/)).toBeVisible();
    await expectAccessible();
    await stage.pass(3 * SECOND);
    expect(stage.host.closings).toBe(1);
  });

  it('keeps the draft open when the rep wants that', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    await becomes(stage, accepted);
    await stage.click('Keep it open');
    await stage.pass(MINUTE);
    expect(stage.host.closings).toBe(0);
  });

  it('says plainly what to do where the client cannot close the draft', async () => {
    const set = writing();
    set.host.closing = 'left';
    const stage = open(set);
    await stage.click('Send');
    await heading('Waiting for its turn');
    await becomes(stage, accepted);
    await stage.click('Close the draft');
    await heading('Please delete this draft yourself');
    expect(screen.getByText(/Don’t press Outlook’s own Send/)).toBeVisible();
    await expectAccessible();
  });

  it('sends once on a double click', async () => {
    const stage = open(writing());
    await stage.user.dblClick(await screen.findByRole('button', { name: 'Send' }));
    await heading('Waiting for its turn');
    expect(stage.backend.queued).toHaveLength(1);
  });

  it('tries again with the same id after the server was away', async () => {
    const set = writing();
    set.backend.queueFailing = { kind: 'backend-away' };
    const stage = open(set);
    await stage.click('Send');
    await screen.findByText(/trying again can’t send it twice/);
    await expectAccessible();
    set.backend.queueFailing = null;
    await stage.click('Try again');
    await heading('Waiting for its turn');
    const [first, second] = stage.backend.queued;
    expect(second?.id).toBe(first?.id);
  });

  it('shows after a reload what became of the message instead of sending it again', async () => {
    const set = writing();
    const message = accepted(aMessage());
    set.host.notes.set(NOTE, message.id);
    set.backend.messages = [message];
    const stage = open(set);
    await heading('Sent');
    expect(stage.backend.queued).toHaveLength(0);
  });

  it('sends under the noted id when the server never got the message', async () => {
    const set = writing();
    const { id } = aMessage();
    set.host.notes.set(NOTE, id);
    const stage = open(set);
    await stage.click('Send');
    await heading('Waiting for its turn');
    expect(stage.backend.queued.map((one) => one.id)).toEqual([id]);
  });

  it('does not offer to send while it cannot know whether the message went already', async () => {
    const set = writing();
    set.host.notes.set(NOTE, aMessage().id);
    set.backend.answers.showMessage = async () => failed({ kind: 'backend-away' });
    open(set);
    expect(await screen.findByText(/was handed to Postlane before/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
    await expectAccessible();
  });

  it('does not send when the note can’t be kept', async () => {
    const set = writing();
    set.host.answer('writeNote', failed({ kind: 'host-timed-out', call: 'customProperties.saveAsync' }));
    const stage = open(set);
    await stage.click('Send');
    await screen.findByRole('heading', { name: 'Outlook does not answer' });
    expect(stage.backend.queued).toHaveLength(0);
  });

  it('says which attachment Outlook kept, and keeps the draft', async () => {
    const set = writing(aDraft({ attachments: [pdf] }));
    set.host.answer('attachmentBytes', failed({ kind: 'host-timed-out', call: 'getAttachmentContentAsync' }));
    const stage = open(set);
    await stage.click('Send');
    await screen.findByRole('heading', { name: 'Outlook did not hand over an attachment' });
    expect(stage.host.closings).toBe(0);
  });

  it('shows a client that stays silent, and tries again', async () => {
    const set = writing();
    set.host.answer('readDraft', failed({ kind: 'host-timed-out', call: 'body.getAsync' }));
    const stage = open(set);
    await heading('Outlook does not answer');
    await expectAccessible();
    set.host.answer('readDraft', null);
    await stage.click('Try again');
    expect(await screen.findByRole('button', { name: 'Send' })).toBeEnabled();
  });

  it('names the recipients whom the server refused, with its words', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    await becomes(stage, (message) => ({
      ...accepted(message),
      recipients: [
        ...accepted(message).recipients,
        {
          address: 'gone@harbour.example',
          outcome: 'refused',
          reply: { code: 550, enhanced: '5.1.1', text: '5.1.1 User unknown' },
        },
      ],
    }));
    expect(await screen.findByText('1 recipient was refused. All others have it.')).toBeVisible();
    expect(screen.getByText(/gone@harbour\.example/)).toHaveTextContent('550 5.1.1 User unknown');
    await stage.pass(MINUTE);
    expect(stage.host.closings).toBe(0);
    await expectAccessible();
  });

  it('says who has the message while it is tried again for the others', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    const others = [
      { address: 'full@harbour.example', outcome: 'waiting', reply: null },
      { address: 'gone@harbour.example', outcome: 'refused', reply: null },
    ] as const;
    await becomes(stage, (message) => ({
      ...message,
      recipients: [...accepted(message).recipients, ...others],
    }));
    expect(await screen.findByText('1 of 3 recipients have it already.')).toBeVisible();
    expect(screen.getByText('1 recipient was refused.')).toBeVisible();
  });

  it('leaves an uncertain message to the rep: it arrived', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    await becomes(stage, (message) => ({ ...message, state: 'uncertain' }));
    await heading('Did it arrive?');
    await expectAccessible();
    await stage.click('It arrived');
    await heading('Sent');
    await stage.pass(3 * SECOND);
    expect(newest(stage).state).toBe('dropped');
    expect(stage.host.closings).toBe(1);
  });

  it('leaves an uncertain message to the rep: send it again', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    await becomes(stage, (message) => ({ ...message, state: 'uncertain' }));
    await stage.click('Send it again');
    await heading('Waiting for its turn');
    expect(stage.backend.asked).toContain('releaseMessage');
    expect(stage.backend.queued).toHaveLength(1);
  });

  it('lets the rep mend a refused message and send it as a new one', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    const first = newest(stage).id;
    await becomes(stage, (message) => ({ ...message, state: 'refused' }));
    await stage.click('Change the draft and send again');
    await stage.click('Send');
    await heading('Waiting for its turn');
    expect(newest(stage).id).not.toBe(first);
  });

  it('asks the server itself while no events arrive', async () => {
    const set = writing();
    const stage = open(set);
    await stage.click('Send');
    await heading('Waiting for its turn');
    await stage.meanwhile(() => {
      stage.backend.connection(false);
      stage.backend.messages = stage.backend.messages.map(accepted);
    });
    await stage.pass(2 * SECOND);
    await heading('Sent');
  });
});
