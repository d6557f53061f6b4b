import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeDraft } from './journeys.ts';
import { arrived, attach, compose, composed, connectQuietly, heading, send, sendButton, someFile } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
/** Paths of what the pane sent to the server. */
let uploads: string[];
beforeAll(async () => {
  stage = await openStage();
  await connectQuietly(stage, 'nora');
});
beforeEach(() => {
  uploads = [];
});
afterEach(() => stage?.tidy());
afterAll(() => stage?.close());

const MEGABYTE = 1024 * 1024;

/** The pane says why the draft can't go like this, offers no way to send it, and has sent nothing. */
async function expectHeldBack(scene: Scene, why: string | RegExp): Promise<void> {
  await scene.pane.getByText(why).waitFor();
  expect(await sendButton(scene).isDisabled()).toBe(true);
  expect(uploads).toEqual([]);
}

async function watched(scene: Promise<Scene>): Promise<Scene> {
  const opened = await scene;
  opened.page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/messages')) uploads.push(request.url());
  });
  return opened;
}

describe('before anything leaves Outlook, the rep hears', () => {
  it('that nobody is to get it', async () => {
    await expectHeldBack(await watched(compose(stage, 'nora')), 'Add at least one recipient.');
  });

  it('whom Outlook does not know', async () => {
    const scene = await watched(
      composed(stage, 'nora', 'To whom', { to: ['Somebody Unknown'] }, { unresolved: 'without-address' }),
    );
    await expectHeldBack(scene, 'Outlook doesn’t know who Somebody Unknown is.');
  });

  it('which address cannot be right', async () => {
    const scene = await watched(composed(stage, 'nora', 'Where to', { to: ['buyer@lighthouse..example'] }));
    await expectHeldBack(scene, 'Check this address: buyer@lighthouse..example.');
  });

  it('which attachment is only a link to the cloud', async () => {
    const scene = await watched(composed(stage, 'nora', 'Contract'));
    await scene.page.getByRole('button', { name: 'Attach from the cloud' }).click();
    await expectHeldBack(scene, 'Framework contract.docx is a link to the cloud, not a file.');
  });

  it('that the message is too large, while it is still on the rep’s machine', async () => {
    const scene = await watched(composed(stage, 'nora', 'All our films'));
    await attach(scene.page, 'attach-file', someFile('films.zip', 'application/zip', 25 * MEGABYTE));
    await expectHeldBack(scene, 'your channel carries 26.2 MB. Remove an attachment');
  });

  it('that there are too many recipients for one message', async () => {
    const crowd = (count: number, at: string) =>
      Array.from({ length: count }, (_, number) => `guest${String(number)}@${at}.example`).join('; ');
    const scene = await watched(
      composed(stage, 'nora', 'Fair', { to: [crowd(300, 'north')], cc: [crowd(201, 'south')] }),
    );
    await expectHeldBack(scene, /^To and Cc alone hold 501 people; your provider takes 500 in one message/);
  });

  it('that the channel sends as somebody else', async () => {
    const otto = person('otto');
    await connectQuietly(stage, 'otto', 'sales@hanse-kontor.example');
    const scene = await watched(composed(stage, 'otto', 'As whom'));
    await expectHeldBack(
      scene,
      `The draft is from ${otto.address}, but your channel sends as sales@hanse-kontor.example.`,
    );
  });
});

it('a message of 18 MB of attachments goes through, and arrives whole', async () => {
  const file = someFile('films.zip', 'application/zip', 18 * MEGABYTE);
  const scene = await watched(compose(stage, 'nora'));
  await writeDraft(scene.page, { to: ['buyer@lighthouse.example'], subject: 'One film', body: 'Here it is.' });
  await attach(scene.page, 'attach-file', file);
  await send(scene);
  await heading(scene, 'Sent');
  expect(uploads).toHaveLength(1);
  const [copy] = arrived(stage, 'One film');
  expect(Buffer.from(copy?.email.attachments[0]?.content as Uint8Array).equals(file.buffer)).toBe(true);
});
