import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR } from '../../src/domain/instant.ts';
import { signInWindow } from './journeys.ts';
import { bar, choose, draftWithoutPane, question, send, withPatience } from './outlooks-own.ts';
import { bySignIn, openReps, type Rep, type Reps } from './reps.ts';
import { heading } from './sending.ts';
import { person, type Scene } from './stage.ts';
import { openThreeServers, whyNotThree, type ThreeServers } from './three-servers.ts';

const why = whyNotThree();
if (why !== null) process.stdout.write(`Not walked with three servers: ${why}\n`);

/** By then every idle channel has been looked at: it is every six hours, or a quarter later. */
const A_SHIFT = 8 * HOUR;

/** One way in which what a rep let Postlane do at a service ends, and what the rep is told. */
interface Ending {
  when: string;
  grant: 'revoked' | 'expired';
  title: string;
  /** What stands behind the words on demand. */
  told: RegExp;
}
const ENDINGS: readonly Ending[] = [
  {
    when: 'was taken back',
    grant: 'revoked',
    title: 'Your sign-in for sending was taken back',
    told: /^invalid_grant\nAADSTS50173: /,
  },
  {
    when: 'ran out',
    grant: 'expired',
    title: 'Your sign-in for sending has run out',
    told: /^invalid_grant\nAADSTS700082: /,
  },
];

/** Her mailbox is her company's, his is his own: one service to sign in at, two mail servers. */
const BOTH = ['nora', 'liam'] as const;
const ENDINGS_OF_BOTH = ENDINGS.flatMap((ending) => BOTH.map((who) => ({ ...ending, who })));

const says = ({ pane }: Scene, text: string): Promise<void> => pane.getByText(text).first().waitFor();

(why === null ? describe : describe.skip)('three servers, one outbox: a channel whose sign-in', () => {
  let three: ThreeServers;
  let reps: Reps;
  beforeAll(async () => {
    three = await openThreeServers({ signIns: ['microsoft'], graph: false });
    reps = await openReps(three, BOTH, bySignIn);
  });
  afterEach(() => three?.stage.sandbox.switches.reset());
  afterAll(() => three?.close());

  async function isTold(rep: Rep, { title, told }: Ending): Promise<void> {
    const scene = reps.scene(rep);
    await scene.pane.getByRole('heading', { name: title, exact: true }).waitFor();
    await says(scene, 'Sign in once more.');
    await says(scene, 'You can fix this');
    await scene.pane.getByRole('button', { name: 'For support' }).click();
    expect(await scene.pane.locator('pre').textContent()).toMatch(told);
  }

  /** On a mail the rep writes, and when Outlook is to send it: that leads to the repair. */
  async function isToldOutside(rep: Rep): Promise<Scene> {
    const scene = await draftWithoutPane(three.stage, 'By Outlook itself', { person: rep });
    const { page } = scene;
    await withPatience(scene);
    const told = 'Your sign-in for sending no longer counts, and 2 messages wait in Postlane until you sign in again.';
    await bar(page).getByText(told).waitFor();
    await bar(page).getByRole('button', { name: 'Sign in again' }).waitFor();
    await send(page);
    await question(page)
      .getByText('Your delivery channel is broken: 2 messages wait. Your sign-in for sending no longer counts.')
      .waitFor();
    await choose(page, 'Open Postlane');
    return scene;
  }

  /** By the same account again, in the window where the rep was told; what waited goes, each once, in its order. */
  async function isMended(rep: Rep, scene: Scene, subjects: readonly string[]): Promise<void> {
    const { sandbox } = three.stage;
    await heading(scene, 'Sign in again');
    const has = sandbox.received().length;
    const window = await signInWindow(scene, 'Sign in again');
    await window.getByRole('button', { name: person(rep).name }).click();
    await heading(scene, 'Your channel works again');
    await says(scene, '2 waiting messages go out now.');
    await sandbox.whenReceived(has + subjects.length);
    const arrived = sandbox.received().slice(has);
    expect(arrived.map(({ email }) => email.subject)).toEqual([...subjects]);
    await bar(scene.page).waitFor({ state: 'detached' });
    await scene.context.close();
    await says(reps.scene(rep), 'Working');
  }

  it.each(ENDINGS_OF_BOTH)(
    '$when breaks at a send of $who’s, is told, mended, and what waited goes once',
    async (ending) => {
      const { who, when, grant } = ending;
      const { sandbox } = three.stage;
      await three.atRest(reps.channelId(who));
      const before = reps.logins(who).length;
      const asked = sandbox.refreshes();
      sandbox.switches.turn('grant', grant);
      const subjects = [`One since it ${when}`, `Two since it ${when}`];
      await reps.queue(who, subjects);
      await isTold(who, ending);
      // The token was good for an hour: the mail server is the first to say no, and the service is asked once for another.
      expect(reps.logins(who).slice(before)).toEqual(['token-refused']);
      expect(sandbox.refreshes() - asked).toBe(1);
      await isMended(who, await isToldOutside(who), subjects);
      expect(reps.logins(who).slice(before)).toEqual(['token-refused', 'accepted', 'accepted']);
      expect(sandbox.refreshes() - asked).toBe(1);
    },
  );

  it.each(ENDINGS)('$when breaks while nothing is sent, is told, mended, and what waited goes once', async (ending) => {
    const { when, grant } = ending;
    const { sandbox } = three.stage;
    await three.atRest();
    const before = BOTH.map((who) => reps.logins(who).length);
    const asked = sandbox.refreshes();
    sandbox.switches.turn('grant', grant);
    await three.pass(A_SHIFT);
    for (const [index, who] of BOTH.entries()) {
      await isTold(who, ending);
      expect((await reps.breaks(who))[0]).toMatchObject({ noticedBy: 'check', waited: 0 });
      const subjects = [`One of ${who}’s long since it ${when}`, `Two of ${who}’s long since it ${when}`];
      await reps.queue(who, subjects);
      await says(reps.scene(who), '2 messages wait until it works again.');
      await isMended(who, await isToldOutside(who), subjects);
      // The access token had run out meanwhile: nobody came as far as the mail server.
      expect(reps.logins(who).slice(before[index])).toEqual(['accepted', 'accepted']);
    }
    expect(sandbox.refreshes() - asked).toBe(BOTH.length);
  });

  it('was cared for by each of the three', async () => {
    const worked = await three.worked();
    expect(worked.filter(({ attempts, checks }) => attempts + checks > 0)).toHaveLength(3);
  });
});
