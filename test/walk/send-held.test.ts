import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'playwright-core';
import { openDatabase } from '../../src/server/store/open.ts';
import { connectByPassword } from './journeys.ts';
import { arrived, composed, heading, send } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

const nora = person('nora');
const MISTYPED = 'Lighthouse-24';
const SECRETS = [nora.password, nora.newPassword, MISTYPED];
const folder = mkdtempSync(join(tmpdir(), 'postlane-held-'));

let stage: Stage;
/** Everything the product said to the pane, wrote into the browser, or kept. */
const said: string[] = [];
const hearing: Promise<unknown>[] = [];

beforeAll(async () => {
  stage = await openStage({ folder });
});
afterAll(async () => {
  await stage?.close();
  rmSync(folder, { recursive: true });
});

/** Notes all that the product's own server answers to this window, and what the window keeps. */
function listen({ context }: Scene): void {
  context.on('response', (response) => {
    if (response.url().startsWith(new URL(stage.sandbox.paneUrl).origin)) hearing.push(hear(response));
  });
}

async function hear(response: Response): Promise<void> {
  said.push(response.url(), JSON.stringify(await response.allHeaders()));
  // Events end with the window: what came until then is lost with it, and is walked over HTTP elsewhere.
  const body = response.url().endsWith('/api/events') ? null : await response.text().catch(() => null);
  if (body !== null) said.push(body);
}

async function closed({ context, page }: Scene): Promise<void> {
  for (const frame of page.frames()) {
    said.push(
      await frame.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])),
    );
  }
  await context.close();
}

const logins = (): string[] => stage.sandbox.logins().map(({ outcome }) => outcome);

/** The secret as it is, and as URLs, SASL and MIME spell it. */
const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(`\0${nora.address}\0${secret}`).toString('base64'),
];

describe('when the password was changed elsewhere', () => {
  it('the mail is held, the next one does not try the old password again, and the repair sends each once', async () => {
    const first = await stage.open({ person: 'nora', mode: 'compose' });
    listen(first);
    await first.pane.getByRole('button', { name: 'Set up' }).click();
    await first.pane.getByLabel('Password', { exact: true }).fill(MISTYPED);
    await first.pane.getByRole('button', { name: 'Connect', exact: true }).click();
    await first.pane.getByText('The password was not accepted').first().waitFor();
    await closed(first);
    const again = await stage.open({ person: 'nora', mode: 'compose' });
    listen(again);
    await connectByPassword(again.pane, nora.password);
    await closed(again);
    expect(logins()).toEqual(['bad-password', 'accepted']);

    stage.sandbox.switches.turn('password-changed', true);
    const one = await composed(stage, 'nora', 'Held one');
    listen(one);
    await send(one);
    await heading(one, 'Held until your channel is repaired');
    await one.pane.getByText('Your password is no longer accepted').first().waitFor();
    expect(logins()).toEqual(['bad-password', 'accepted', 'bad-password']);
    await closed(one);

    const two = await composed(stage, 'nora', 'Held two');
    listen(two);
    await two.pane.getByText('1 recipient, 2 kB, goes out after the repair').waitFor();
    await send(two);
    await heading(two, 'Held until your channel is repaired');
    expect(logins()).toHaveLength(3);
    expect(stage.sandbox.received()).toEqual([]);

    await two.pane.getByRole('button', { name: 'Repair' }).click();
    await two.pane.getByLabel('Password', { exact: true }).fill(nora.newPassword);
    await two.pane.getByRole('button', { name: 'Repair', exact: true }).click();
    await heading(two, 'Your channel works again');
    await stage.sandbox.whenReceived(2);
    await closed(two);
    expect(arrived(stage, 'Held one')).toHaveLength(1);
    expect(arrived(stage, 'Held two')).toHaveLength(1);
    // One to prove the new password, and no more than one for each message, which may go one behind the other.
    expect([2, 3]).toContain(logins().slice(3).length);
    expect(new Set(logins().slice(3))).toEqual(new Set(['accepted']));
  });

  it('no password that was typed is in any reply, the browser, the log or the database', async () => {
    await Promise.all(hearing);
    await stage.sandbox.stop();
    const opened = await openDatabase({ folder: join(folder, 'database') });
    const dump: unknown[] = [];
    for (const table of ['mailboxes', 'channels', 'contents', 'messages', 'recipients'] as const)
      dump.push(await opened.db.selectFrom(table).selectAll().execute());
    await opened.close();

    const everything = { said: said.join('\n'), log: stage.log(), database: JSON.stringify(dump) };
    expect(everything.said).toContain('"health":{"state":"broken"');
    expect(everything.log).toContain('attempted');
    expect(everything.database).toContain(nora.address);
    for (const [place, text] of Object.entries(everything)) {
      for (const secret of SECRETS.flatMap(spellings))
        expect({ place, found: text.includes(secret) }).toEqual({ place, found: false });
    }
  });
});
