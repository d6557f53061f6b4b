import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { failed } from '../../../src/domain/result.ts';
import { NOTE, noteOf } from '../../../src/addin/launch-event/handed.ts';
import { fingerprintOf } from '../../../src/addin/screens/send/fingerprint.ts';
import { aDraft } from '../fakes/host.ts';
import { accepted, aChannel, aMessage } from '../fakes/mail.ts';
import { expectAccessible, heading, open, saidAloud } from '../stage.tsx';
import { becomes, newest, writing } from './writing.ts';

describe('what becomes of a draft', () => {
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
    await stage.pass(7 * SECOND);
    expect(stage.host.closings).toBe(0);
    await stage.pass(SECOND);
    expect(stage.host.closings).toBe(1);
  });

  it('offers no closing while the message only waits', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    expect(screen.queryByRole('button', { name: 'Close the draft' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Your channel' })).toBeVisible();
    await becomes(stage, (message) => ({ ...message, state: 'held' }));
    await heading('Held until your channel is repaired');
    expect(screen.queryByRole('button', { name: 'Close the draft' })).toBeNull();
  });

  it('leaves the draft open once the rep touches the pane', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    await becomes(stage, accepted);
    expect(screen.getByText('Outlook’s own Send would send it a second time.')).toBeVisible();
    await stage.user.click(await screen.findByText('The draft closes in a moment.'));
    await stage.pass(MINUTE);
    expect(stage.host.closings).toBe(0);
    expect(screen.getByRole('button', { name: 'Close the draft' })).toBeVisible();
  });

  it('leaves a draft alone that was changed after it was handed over, and sends the change as a new message', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    await becomes(stage, accepted);
    await screen.findByText('The draft closes in a moment.');
    await stage.meanwhile(() => {
      // Text changes without a word from the client.
      stage.host.draft = aDraft({ body: { type: 'html', content: '<p>And one more thing</p>' } });
    });
    await stage.pass(MINUTE);
    expect(stage.host.closings).toBe(0);
    expect(await screen.findByText(/has changed since it was handed over/)).toBeVisible();
    await expectAccessible();
    await stage.click('Send as a new message');
    await stage.click('Send');
    await heading('Waiting for its turn');
    const [first, second] = stage.backend.queued;
    expect(second?.id).not.toBe(first?.id);
    expect(second?.request.draft.body.content).toBe('<p>And one more thing</p>');
  });

  it('leaves the draft to the rep where the server keeps no copy of what it sent', async () => {
    const set = writing();
    set.backend.channels = [aChannel({ providerId: 'custom' })];
    const stage = open(set);
    await stage.click('Send');
    await heading('Waiting for its turn');
    await becomes(stage, accepted);
    expect(
      await screen.findByText(/this draft is the only one\. .* Outlook’s own Send would send it a second time\.$/),
    ).toBeVisible();
    await stage.pass(MINUTE);
    expect(stage.host.closings).toBe(0);
    expect(screen.getByRole('button', { name: 'Keep it open' })).toBeVisible();
    await expectAccessible();
    await stage.click('Close the draft');
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

  it('finds the message whose answer was lost, and leaves what was written since in the draft', async () => {
    const set = writing();
    const { queue } = set.backend;
    set.backend.queue = async (...given) => {
      await queue(...given);
      return failed({ kind: 'backend-away' });
    };
    const stage = open(set);
    await stage.click('Send');
    await screen.findByText(/trying again can’t send it twice/);
    stage.host.draft = aDraft({ subject: 'Lamps, corrected' });
    await stage.click('Try again');
    await heading('Waiting for its turn');
    expect(stage.backend.queued).toHaveLength(1);
    expect(await screen.findByText(/has changed since it was handed over/)).toBeVisible();
    await becomes(stage, accepted);
    await heading('Sent');
    await stage.pass(MINUTE);
    expect(stage.host.closings).toBe(0);
    expect(screen.getByRole('button', { name: 'Send as a new message' })).toBeVisible();
  });

  it('never closes by itself a draft that it finds sent already', async () => {
    const set = writing();
    const message = accepted(aMessage());
    set.host.notes.set(NOTE, noteOf({ id: message.id, fingerprint: fingerprintOf(set.host.draft), parts: 1 }));
    set.backend.messages = [message];
    const stage = open(set);
    await heading('Sent');
    await stage.pass(MINUTE);
    expect(stage.host.closings).toBe(0);
    expect(screen.queryByText(/has changed since/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Send as a new message' })).toBeVisible();
    await expectAccessible();
    await stage.click('Close the draft');
    expect(stage.host.closings).toBe(1);
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

  it('names the recipients whom the server refused, with its words', async () => {
    const stage = open(writing());
    await stage.click('Send');
    await heading('Waiting for its turn');
    const gone = {
      address: 'gone@harbour.example',
      outcome: 'refused',
      reply: { code: 550, enhanced: '5.1.1', text: '5.1.1 User unknown' },
    } as const;
    await saidAloud('1 recipient was refused. All others have it.', () =>
      becomes(stage, (message) => ({
        ...accepted(message),
        recipients: [...accepted(message).recipients, gone],
      })),
    );
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
    expect(screen.getByText(/^Look into Sent Items/)).toBeVisible();
    await expectAccessible();
    await stage.click('It arrived');
    await heading('Sent');
    await stage.pass(8 * SECOND);
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
