import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectByPassword, writeDraft } from './journeys.ts';
import { openStage, person, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

describe('a Microsoft 365 rep', () => {
  it('gets the channel recommended, proves it with one password, and sends a draft through it', async () => {
    const nora = person('nora');
    const { page, pane } = await stage.open({ person: 'nora', mode: 'compose' });
    await pane.getByRole('heading', { name: 'Send through Microsoft 365' }).waitFor();
    expect(await pane.getByText('Recommended: your mailbox lives in Microsoft 365.').isVisible()).toBe(true);
    expect(await pane.getByText(/December 31, 2026/).isVisible()).toBe(true);

    await connectByPassword(pane, nora.password);
    expect(stage.sandbox.logins()).toEqual([expect.objectContaining({ outcome: 'accepted' })]);

    await pane.getByRole('button', { name: 'Send yourself a test message' }).click();
    await pane.getByText('Accepted. Look into your inbox in a moment.').waitFor();
    await stage.sandbox.whenReceived(1);
    await pane.getByRole('button', { name: 'Done' }).click();
    // The pane puts the keyboard on its new screen: who types in Outlook before that types into nothing.
    await pane.locator('h1:focus', { hasText: 'Send through your channel' }).waitFor();

    await writeDraft(page, {
      to: ['buyer@lighthouse.example'],
      subject: 'Two hundred lamps',
      body: 'Here is our offer.',
    });
    await pane.getByRole('button', { name: 'Send', exact: true }).click();
    await stage.sandbox.whenReceived(2);
    await pane.getByText('Sent', { exact: true }).waitFor();
    await page.getByText('Nothing is being written.').waitFor();
    const [, offer] = stage.sandbox.received();
    expect(offer).toMatchObject({
      recipient: 'buyer@lighthouse.example',
      mailFrom: nora.address,
      email: { subject: 'Two hundred lamps' },
    });
    // One for the proof, and no more than one for each message: the second goes with the first's if it follows soon.
    expect([2, 3]).toContain(stage.sandbox.logins().length);
  });
});
