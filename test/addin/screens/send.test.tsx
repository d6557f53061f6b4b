import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { failed } from '../../../src/domain/result.ts';
import { NOTE } from '../../../src/addin/launch-event/handed.ts';
import { fingerprintOf } from '../../../src/addin/screens/send/fingerprint.ts';
import { aDraft } from '../fakes/host.ts';
import { accepted, aMessage } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';
import { becomes, newest, pdf, writing } from './writing.ts';

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

  it('names everyone who gets it, and every file', async () => {
    open(writing(aDraft({ bcc: [{ name: '', address: 'cy@harbour.example' }], attachments: [pdf] })));
    expect(await screen.findByText('Ada Okafor <ada@harbour.example>')).toBeVisible();
    expect(screen.getByText('cy@harbour.example')).toBeVisible();
    expect(screen.getByText('Catalogue.pdf')).toBeVisible();
  });

  it('says that there are no attachments, and names a crowd on demand', async () => {
    const crowd = Array.from({ length: 6 }, (_, at) => ({ name: '', address: `guest${String(at)}@harbour.example` }));
    const stage = open(writing(aDraft({ to: crowd })));
    expect(await screen.findByText('no attachments')).toBeVisible();
    expect(screen.queryByText(/guest5@/)).toBeNull();
    await stage.click('6 recipients');
    expect(screen.getByText(/guest5@/)).toBeVisible();
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
    expect(noted).toBe(`${newest(stage).id} ${fingerprintOf(stage.host.draft)}`);
    expect(noted).not.toMatch(/Lamps|Ada|Hello/);
  });

  it('puts the focus on each new heading after the rep’s first step', async () => {
    const stage = open(writing());
    await stage.click('Send');
    expect(await heading('Waiting for its turn')).toHaveFocus();
    await becomes(stage, accepted);
    expect(await heading('Sent')).toHaveFocus();
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

  it('does not try again while nobody can say whether the first try got through', async () => {
    const set = writing();
    set.backend.queueFailing = { kind: 'backend-away' };
    const stage = open(set);
    await stage.click('Send');
    await screen.findByText(/trying again can’t send it twice/);
    set.backend.queueFailing = null;
    set.backend.answers.showMessage = async () => failed({ kind: 'backend-away' });
    await stage.click('Try again');
    await screen.findByText(/trying again can’t send it twice/);
    expect(stage.backend.queued).toHaveLength(1);
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
    set.host.answer('read', failed({ kind: 'host-timed-out', call: 'body.getAsync' }));
    const stage = open(set);
    await heading('Outlook does not answer');
    await expectAccessible();
    set.host.answer('read', null);
    await stage.click('Try again');
    expect(await screen.findByRole('button', { name: 'Send' })).toBeEnabled();
  });
});
