import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { Message } from '../../src/contract/shapes.ts';
import { HOUR } from '../../src/domain/instant.ts';
import type { Person } from '../../src/sandbox/people.ts';
import { queueQuietly } from './queueing.ts';
import { arrived, asPerson, connectQuietly, heading } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
/** Who is walked with: each test has one who has asked the server for little in this minute. */
let rep: Person;
let id: string;
/** How far the world's clock is ahead of this machine's. */
let ahead = 0;
beforeAll(async () => {
  stage = await openStage({ clock: () => Date.now() + ahead });
});
beforeEach(() => stage.reset());
afterAll(() => stage?.close());

async function connect(who: string): Promise<void> {
  rep = person(who);
  id = await connectQuietly(stage, who);
}
const atHome = (): Promise<Scene> => stage.open({ person: rep.id, mode: 'read' });
const button = ({ pane }: Scene, name: string): Locator => pane.getByRole('button', { name, exact: true }).first();
const press = (scene: Scene, name: string): Promise<void> => button(scene, name).click();
const says = ({ pane }: Scene, text: string | RegExp): Promise<void> => pane.getByText(text).first().waitFor();
const type = ({ pane }: Scene, what: string): Promise<void> => pane.getByLabel('Password', { exact: true }).fill(what);
const reload = ({ page }: Scene): Promise<void> => page.getByRole('button', { name: 'Reload pane' }).click();
const logins = (): string[] =>
  stage.sandbox.logins().flatMap(({ username, outcome }) => (username === rep.address ? [outcome] : []));
const subjects = (): string[] => stage.sandbox.received().flatMap(({ email }) => email.subject ?? []);
const queue = (...mail: string[]): Promise<void> =>
  queueQuietly(
    stage,
    rep.id,
    id,
    mail.map((subject) => ({ subject, to: ['buyer@lighthouse.example'] })),
  );

describe('the repair of a channel whose password was changed', () => {
  /** A mail has met the new password, and the rep is about to enter it. */
  async function atRepair(who: string): Promise<Scene> {
    await connect(who);
    stage.sandbox.switches.turn('password-changed', true);
    await queue('The one that waits');
    const scene = await atHome();
    await says(scene, '1 message waits until it works again.');
    await press(scene, 'Repair');
    await heading(scene, 'Repair your channel');
    expect(logins()).toEqual(['accepted', 'bad-password']);
    return scene;
  }

  /** What waited has gone, once; gives back the logins since. */
  async function isMended(scene: Scene): Promise<string[]> {
    await heading(scene, 'Your channel works again');
    await stage.sandbox.whenReceived(1);
    expect(subjects()).toEqual(['The one that waits']);
    return logins().slice(2);
  }

  it('is one login however often the rep clicks', async () => {
    const scene = await atRepair('nora');
    await type(scene, rep.newPassword);
    await button(scene, 'Repair').dblclick();
    await says(scene, '1 waiting message goes out now.');
    expect(await isMended(scene)).toEqual(['accepted', 'accepted']);
  });

  it('begins anew after the pane was loaded again in the middle of it, and keeps the password nowhere', async () => {
    const scene = await atRepair('mara');
    stage.sandbox.switches.turn('slow', '1');
    await type(scene, rep.newPassword);
    await press(scene, 'Repair');
    await says(scene, 'Secure the connection (in progress)');
    await reload(scene);
    await scene.pane.getByRole('heading', { name: 'Your password is no longer accepted' }).waitFor();
    for (const frame of scene.page.frames()) {
      const kept = await frame.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
      expect(kept).not.toContain(rep.newPassword);
    }
    stage.sandbox.switches.turn('slow', '0');
    await press(scene, 'Repair');
    await type(scene, rep.newPassword);
    await press(scene, 'Repair');
    expect(await isMended(scene)).not.toContain('bad-password');
  });

  it('that Postlane’s server goes away in is told, and done by a second click', async () => {
    const scene = await atRepair('otto');
    stage.sandbox.switches.turn('slow', '1');
    await type(scene, rep.newPassword);
    await press(scene, 'Repair');
    await says(scene, 'Secure the connection (in progress)');
    stage.sandbox.switches.turn('backend', 'away');
    await heading(scene, 'Postlane cannot be reached');
    stage.sandbox.switches.turn('backend', 'answers');
    stage.sandbox.switches.turn('slow', '0');
    await type(scene, rep.newPassword);
    await press(scene, 'Try again');
    expect(await isMended(scene)).not.toContain('bad-password');
  });

  it('whose answer gets lost is seen to have been done', async () => {
    const scene = await atRepair('nora');
    stage.sandbox.switches.turn('backend', 'answer-lost');
    await type(scene, rep.newPassword);
    await press(scene, 'Repair');
    await stage.sandbox.whenReceived(1);
    stage.sandbox.switches.turn('backend', 'answers');
    // A browser asks again by itself where a connection it knows is cut: the right password may be proven twice.
    expect(new Set(await isMended(scene))).toEqual(new Set(['accepted']));
  });

  it('is not begun without a network, and goes on when there is one', async () => {
    const scene = await atRepair('mara');
    await scene.context.setOffline(true);
    await type(scene, rep.newPassword);
    await press(scene, 'Repair');
    await heading(scene, 'Postlane cannot be reached');
    expect(logins()).toHaveLength(2);
    await scene.context.setOffline(false);
    await type(scene, rep.newPassword);
    await press(scene, 'Try again');
    expect(await isMended(scene)).toEqual(['accepted', 'accepted']);
  });

  it('by a mistyped password is told so, and the mail is held until the right one is there', async () => {
    const scene = await atRepair('otto');
    await type(scene, 'Tide-and-Wind-9');
    await button(scene, 'Repair').dblclick();
    await heading(scene, 'The password was not accepted');
    await type(scene, rep.password);
    await button(scene, 'Try again').dblclick();
    await heading(scene, 'It is too soon to try again');
    expect(logins()).toEqual(['accepted', 'bad-password', 'bad-password']);
    expect(subjects()).toEqual([]);
    await type(scene, rep.newPassword);
    await press(scene, 'Try again');
    expect(await isMended(scene)).toEqual(['bad-password', 'accepted', 'accepted']);
  });
});

describe('mail that waited for more than a day when its channel was mended', () => {
  let scene: Scene;
  beforeEach(async () => {
    await connect('mara');
    stage.sandbox.switches.turn('password-changed', true);
    await queue('Of Monday', 'Of Tuesday', 'Of Wednesday', 'Of Thursday');
    scene = await atHome();
    await says(scene, '4 messages wait until it works again.');
    ahead += 25 * HOUR;
    await queue('Of today');
    await press(scene, 'Repair');
    await type(scene, rep.newPassword);
    await press(scene, 'Repair');
    await says(scene, '1 waiting message goes out now.');
    await says(scene, '4 messages waited for more than a day. They go only if you still want that.');
    await stage.sandbox.whenReceived(1);
    await press(scene, 'Look at what waited');
  });
  const old = (): Locator => scene.pane.getByRole('region', { name: 'Mail that waited' });
  const choose = (subject: string, what: string): Promise<void> =>
    old().getByRole('group', { name: subject }).getByRole('button', { name: what, exact: true }).click();

  it('goes one by one, or all that is left, by the rep’s word', async () => {
    await choose('Of Wednesday', 'Send it');
    await stage.sandbox.whenReceived(2);
    await choose('Of Tuesday', 'Don’t send it');
    await choose('Of Tuesday', 'Erase it');
    await press(scene, 'Send all 2');
    await old().waitFor({ state: 'detached' });
    await stage.sandbox.whenReceived(4);
    expect(subjects()).toEqual(['Of today', 'Of Wednesday', 'Of Monday', 'Of Thursday']);
    expect(arrived(stage, 'Of Tuesday')).toEqual([]);
  });

  it('is erased, all of it, after a question', async () => {
    await press(scene, 'Don’t send any');
    await press(scene, 'Let them wait');
    await says(scene, /^4 messages had waited for more than a day/);
    await press(scene, 'Don’t send any');
    await press(scene, 'Erase them');
    await old().waitFor({ state: 'detached' });
    await reload(scene);
    await heading(scene, 'Your channel');
    const { messages } = JSON.parse(await asPerson(stage, rep.id, 'GET', '/api/messages')) as { messages: Message[] };
    const states = messages.flatMap(({ channelId, state }) => (channelId === id ? [state] : []));
    expect(states.sort()).toEqual(['accepted', 'dropped', 'dropped', 'dropped', 'dropped']);
    expect(subjects()).toEqual(['Of today']);
  });
});

describe('a rep who says that the password is about to change', () => {
  let scene: Scene;
  beforeEach(async () => {
    await connect('nora');
    scene = await atHome();
    await press(scene, 'Manage this channel');
    await press(scene, 'I am changing my password');
    await scene.pane.getByRole('heading', { name: 'Paused while you change your password' }).waitFor();
    await queue('While it changes');
    await reload(scene);
    await says(scene, '1 message waits meanwhile.');
  });

  it('has no login made however long it takes, and is told of a mistyped new one', async () => {
    // The hours in which an idle channel would be looked at; another rep's mail makes the courier look at the clock.
    const mara = await connectQuietly(stage, 'mara');
    ahead += 9 * HOUR;
    await asPerson(stage, 'mara', 'POST', `/api/channels/${mara}/test-message`);
    await stage.sandbox.whenReceived(1);
    expect(logins()).toEqual(['accepted']);

    stage.sandbox.switches.turn('password-changed', true);
    await press(scene, 'Enter the new password');
    await type(scene, 'Northern-Star-34');
    await press(scene, 'Check and go on');
    await heading(scene, 'The password was not accepted');
    await type(scene, rep.newPassword);
    await press(scene, 'Try again');
    await heading(scene, 'Your new password works');
    await says(scene, '1 waiting message goes out now.');
    await stage.sandbox.whenReceived(2);
    expect(arrived(stage, 'While it changes')).toHaveLength(1);
    expect(logins()).toEqual(['accepted', 'bad-password', 'accepted', 'accepted']);
  });

  it('and does not, has the mail go on with the old one', async () => {
    await press(scene, 'I did not change it');
    await stage.sandbox.whenReceived(1);
    expect(subjects()).toEqual(['While it changes']);
    expect(logins()).toEqual(['accepted', 'accepted']);
  });
});
