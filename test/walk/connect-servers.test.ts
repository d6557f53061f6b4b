import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import { openStage, person, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const ready = (pane: FrameLocator) => pane.getByRole('heading', { name: 'Your channel is ready' }).waitFor();
const connect = (pane: FrameLocator) => pane.getByRole('button', { name: 'Connect', exact: true }).click();

async function byHand(pane: FrameLocator): Promise<void> {
  await pane.getByRole('button', { name: /^(Send through another|Choose a) service$/ }).click();
  await pane.getByRole('button', { name: 'Enter a mail server by hand' }).click();
}

describe('a rep whose company has a mail server of its own', () => {
  it('is led to it by the company’s directory of names', async () => {
    const { pane } = await stage.open({ person: 'otto', mode: 'read' });
    await pane.getByRole('heading', { name: 'Send through mail.hanse-kontor.example' }).waitFor();
    await pane.getByText('Recommended: your company’s DNS names this server.').waitFor();
    await pane.getByRole('button', { name: 'Set up' }).click();
    await pane.getByLabel('Password', { exact: true }).fill(person('otto').password);
    await connect(pane);
    await ready(pane);
    await pane
      .getByText(
        'What you send with Postlane goes through mail.hanse-kontor.example, from otto.brinkmann@hanse-kontor.example.',
      )
      .waitFor();
    expect(stage.sandbox.logins()).toMatchObject([{ host: 'hanse-kontor', outcome: 'accepted' }]);
  });

  it('is led to it by what the hosting company publishes', async () => {
    const { pane } = await stage.open({ person: 'mara', mode: 'read' });
    await pane.getByRole('heading', { name: 'Send through smtp.rebstock-hosting.example' }).waitFor();
    await pane.getByText('Recommended: your company publishes this server for mail programs.').waitFor();
    await pane.getByRole('button', { name: 'Set up' }).click();
    await pane.getByLabel('Password', { exact: true }).fill(person('mara').password);
    await connect(pane);
    await ready(pane);
    expect(stage.sandbox.logins()).toMatchObject([{ host: 'rebstock', outcome: 'accepted' }]);
  });
});

describe('a rep who types the server by hand', () => {
  it('sees each slip beside its field, mends it, and connects', async () => {
    const { pane } = await stage.open({ person: 'mara', mode: 'read' });
    await byHand(pane);
    const server = pane.getByLabel('Server', { exact: true });
    const sender = pane.getByLabel('Sender address');
    const port = pane.getByLabel('Port');
    const security = pane.getByLabel('Security');

    await server.fill('https://smtp.rebstock-hosting.example/login');
    await pane.getByText('This is a web address. Enter the name alone, such as smtp.example.com.').waitFor();
    await server.fill('smtp rebstock-hosting.example');
    await pane.getByText('There is a space in the name. Server names have none.').waitFor();
    await port.fill('70000');
    await pane.getByText('Ports end at 65535. For sending it is usually 587 or 465.').waitFor();
    await sender.fill('mara@');
    await sender.press('Tab');
    await pane.getByText('The part after the @ is not complete, such as example.com.').waitFor();
    await pane.getByLabel('Password', { exact: true }).fill(person('mara').password);
    await connect(pane);
    expect(await pane.getByRole('textbox', { name: 'Server' }).getAttribute('aria-invalid')).toBe('true');
    expect(stage.sandbox.logins()).toEqual([]);

    await port.fill('465');
    expect(await security.inputValue()).toBe('tls');
    await security.selectOption('STARTTLS');
    expect(await port.inputValue()).toBe('587');
    await security.selectOption('TLS from the start');
    expect(await port.inputValue()).toBe('465');
    // Spaces around a pasted name are nobody's fault.
    await server.fill(' smtp.rebstock-hosting.example ');
    await sender.fill(person('mara').address);
    await pane.getByLabel('User name').fill(person('mara').address);
    await connect(pane);
    await ready(pane);
    expect(stage.sandbox.logins()).toMatchObject([{ host: 'rebstock', outcome: 'accepted' }]);
  });
});

describe('a Gmail user', () => {
  it('is told to make an app password when the account’s own is typed, and connects with one', async () => {
    const { password, accountPassword } = person('grace');
    const { pane } = await stage.open({ person: 'grace', mode: 'read' });
    await pane.getByRole('heading', { name: 'Send through Gmail' }).waitFor();
    await pane.getByRole('button', { name: 'Set up' }).click();
    await pane.getByText('Switch on 2-Step Verification in your Google account.').waitFor();
    await pane.getByLabel('App password').fill(accountPassword ?? '');
    await connect(pane);
    await pane.getByRole('heading', { name: 'An app password is needed' }).waitFor();
    await pane.getByText('You can fix this').waitFor();
    expect(stage.sandbox.logins()).toHaveLength(1);

    await pane.getByLabel('App password').fill(password);
    await pane.getByRole('button', { name: 'Try again' }).click();
    await ready(pane);
    expect(stage.sandbox.logins()).toHaveLength(2);
  });
});

describe('an Outlook.com user', () => {
  it('is told plainly that no password will do, and may enter another server by hand', async () => {
    const { pane } = await stage.open({ person: 'liam', mode: 'read' });
    await pane.getByRole('heading', { name: 'Outlook.com takes no passwords from other programs' }).waitFor();
    expect(await pane.getByRole('button', { name: 'Set up' }).count()).toBe(0);
    await byHand(pane);
    await pane.getByLabel('Server', { exact: true }).fill('smtp-mail.outlook.com');
    await pane.getByLabel('Password', { exact: true }).fill(person('liam').password);
    await connect(pane);
    await pane.getByRole('heading', { name: 'Passwords are no longer accepted here' }).waitFor();
    expect(stage.sandbox.logins()).toHaveLength(1);
  });
});
