import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import { writeDraft } from './journeys.ts';
import { connectQuietly } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const heading = (pane: FrameLocator, name: string) => pane.getByRole('heading', { name, exact: true });
const button = (pane: FrameLocator, name: string) => pane.getByRole('button', { name, exact: true });

async function withChannel(mode: 'read' | 'compose'): Promise<Scene> {
  await connectQuietly(stage, 'nora');
  return stage.open({ person: 'nora', mode });
}

describe('a rep with a channel', () => {
  it('changes the name that recipients see', async () => {
    const { page, pane } = await withChannel('read');
    await button(pane, 'Manage this channel').click();
    await pane.getByLabel('Sender name').fill('Nora · Lamps');
    await button(pane, 'Save').click();
    await pane.getByText('Nora · Lamps').waitFor();
    await page.getByRole('button', { name: 'Reload pane' }).click();
    await pane.getByText('Nora · Lamps').waitFor();
    expect(stage.sandbox.logins()).toHaveLength(1);
  });

  it('repairs it after a changed password, and the mail that waited goes out', async () => {
    const { page, pane } = await withChannel('compose');
    stage.sandbox.switches.turn('password-changed', true);
    await writeDraft(page, { to: ['buyer@lighthouse.example'], subject: 'Lamps that wait', body: 'Good light.' });
    await button(pane, 'Send').click();
    await pane.getByText('Held until your channel is repaired').waitFor();
    expect(stage.sandbox.logins()).toHaveLength(2);

    await button(pane, 'Repair').first().click();
    await heading(pane, 'Repair your channel').waitFor();
    // The one that was refused already goes nowhere: a mail service counts wrong ones.
    await pane.getByLabel('Password', { exact: true }).fill(nora.password);
    await button(pane, 'Repair').click();
    await heading(pane, 'It is too soon to try again').waitFor();
    expect(stage.sandbox.logins()).toHaveLength(2);
    await pane.getByLabel('Password', { exact: true }).fill('Lighthouse-24');
    await button(pane, 'Try again').click();
    await heading(pane, 'The password was not accepted').waitFor();
    await pane.getByLabel('Password', { exact: true }).fill(nora.newPassword);
    await button(pane, 'Try again').click();
    await heading(pane, 'Your channel works again').waitFor();
    const [message] = await stage.sandbox.whenReceived(1);
    expect(message).toMatchObject({ recipient: 'buyer@lighthouse.example', email: { subject: 'Lamps that wait' } });
    expect(stage.sandbox.logins().map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'bad-password',
      'bad-password',
      'accepted',
      'accepted',
    ]);
  });

  it('removes it after a question, and begins anew', async () => {
    const { pane } = await withChannel('read');
    await button(pane, 'Manage this channel').click();
    await button(pane, 'Remove').click();
    await heading(pane, 'Remove this channel?').waitFor();
    await pane.getByText('The stored password is erased. No mail is waiting.').waitFor();
    await button(pane, 'Keep it').click();
    await heading(pane, 'Remove this channel?').waitFor({ state: 'detached' });
    await button(pane, 'Remove').click();
    await button(pane, 'Remove channel').click();
    await heading(pane, 'Send through Microsoft 365').waitFor();
  });
});

describe('a prepared message to the IT department', () => {
  it('asks for the settings when the rep does not know them', async () => {
    const { page, pane } = await stage.open({ person: 'otto', mode: 'read' });
    await button(pane, 'Send through another service').click();
    await button(pane, 'Enter a mail server by hand').click();
    await button(pane, 'Ask your IT department').click();
    await pane.getByText('A prepared message has opened in Outlook.').waitFor();
    const letter = page.getByRole('region', { name: 'New message' });
    expect(await letter.getByLabel('Subject').inputValue()).toBe('Which mail server may I send through?');
    const body = await letter.getByLabel('Message body').textContent();
    expect(body).toContain('I would like to send mail as otto.brinkmann@hanse-kontor.example');
    expect(body).toContain('Port (587 or 465):');
  });

  it('says what stands in the way, in the server’s words, and how to mend it, but no password', async () => {
    stage.sandbox.switches.turn('smtp-auth-off-for-mailbox', true);
    const { page, pane } = await stage.open({ person: 'nora', mode: 'read' });
    await button(pane, 'Set up').click();
    await pane.getByLabel('Password', { exact: true }).fill(nora.password);
    await button(pane, 'Connect').click();
    await heading(pane, 'Sending is switched off for your mailbox').waitFor();
    await button(pane, 'Ask your IT department').click();
    const letter = page.getByRole('region', { name: 'New message' });
    expect(await letter.getByLabel('Subject').inputValue()).toBe(
      'Sending mail: Sending is switched off for your mailbox',
    );
    const body = await letter.getByLabel('Message body').textContent();
    expect(body).toContain('SmtpClientAuthentication is disabled for the Mailbox');
    expect(body).toContain(
      'Set-CASMailbox -Identity nora.lindqvist@fjordlight.example -SmtpClientAuthenticationDisabled $false',
    );
    expect(body).not.toContain(nora.password);
  });

  it('is there to copy beside a draft, where Outlook opens no other', async () => {
    const { pane } = await stage.open({ person: 'otto', mode: 'compose' });
    await button(pane, 'Send through another service').click();
    await button(pane, 'Enter a mail server by hand').click();
    await button(pane, 'Ask your IT department').click();
    await pane.getByText(/^Outlook opens no new message from here/).waitFor();
    const text = await pane.getByLabel('Message to your IT department').inputValue();
    expect(text).toContain('I would like to send mail as otto.brinkmann@hanse-kontor.example');
  });
});
