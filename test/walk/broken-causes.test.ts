import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { CAUSES, PROBED, TROUBLES, type Cause } from './broken-causes.ts';
import { openReps, REPS, type Rep, type Reps } from './reps.ts';
import { arrived, heading } from './sending.ts';
import { person, type Scene } from './stage.ts';
import { openThreeServers, whyNotThree, type ThreeServers } from './three-servers.ts';

const why = whyNotThree();
if (why !== null) process.stdout.write(`Not walked with three servers: ${why}\n`);

/** By then every idle channel has been looked at: it is every six hours, or a quarter later. */
const A_SHIFT = 8 * HOUR;

/** By then a broken channel has tested itself: an hour later, or a fifth more. */
const AT_THE_LATEST = 73 * MINUTE;

const says = ({ pane }: Scene, text: string | RegExp): Promise<void> => pane.getByText(text).first().waitFor();
const press = ({ pane }: Scene, name: string): Promise<void> =>
  pane.getByRole('button', { name, exact: true }).first().click();

(why === null ? describe : describe.skip)('three servers, one outbox: a channel that worked', () => {
  let three: ThreeServers;
  let reps: Reps;
  beforeAll(async () => {
    three = await openThreeServers();
    reps = await openReps(three);
  });
  afterEach(() => three?.stage.sandbox.switches.reset());
  afterAll(() => three?.close());

  async function isTold({ who, title, next, whoCan, told }: Cause): Promise<void> {
    const scene = reps.scene(who);
    await scene.pane.getByRole('heading', { name: title, exact: true }).waitFor();
    await says(scene, next);
    await says(scene, whoCan);
    await scene.pane.getByRole('button', { name: /^(The server’s own words|For support)$/ }).click();
    expect(await scene.pane.locator('pre').textContent()).toMatch(told);
  }

  const MEND: Record<Cause['mended'], (rep: Rep) => Promise<void>> = {
    async 'new-password'(rep) {
      const scene = reps.scene(rep);
      await press(scene, 'Repair');
      await scene.pane.getByLabel(/^(App p|P)assword$/).fill(person(rep).newPassword);
      await press(scene, 'Repair');
      await heading(scene, 'Your channel works again');
      await says(scene, '2 waiting messages go out now.');
      await press(scene, 'Done');
    },
    async 'check-again'(rep) {
      const scene = reps.scene(rep);
      three.stage.sandbox.switches.reset();
      await press(scene, 'Check again');
      await heading(scene, 'Your channel works again');
      await says(scene, '2 waiting messages go out now.');
      await press(scene, 'Done');
    },
    async 'by-itself'(rep) {
      three.stage.sandbox.switches.reset();
      await three.pass(AT_THE_LATEST);
      await says(reps.scene(rep), /^Your channel has been working again since .* 2 waiting messages are going out\.$/);
    },
  };

  /** What waits goes when the channel is mended: each once, in its order. */
  async function isReleased({ who, mended }: Cause, subjects: readonly string[]): Promise<void> {
    const { sandbox } = three.stage;
    await says(reps.scene(who), `${String(subjects.length)} messages wait until it works again.`);
    const has = sandbox.received().length;
    await MEND[mended](who);
    await sandbox.whenReceived(has + subjects.length);
    expect(
      sandbox
        .received()
        .slice(has)
        .map(({ email }) => email.subject),
    ).toEqual([...subjects]);
    if (mended === 'new-password') {
      sandbox.switches.reset();
      // It was refused, and rests.
      await three.pass(HOUR);
      expect(await reps.repaired(who, person(who).password)).toMatchObject({ channel: { held: 0 } });
    }
  }

  it.each(CAUSES)('breaks because $when: noticed by a send, told, mended, and what waited goes once', async (cause) => {
    const { who, when, login, mended } = cause;
    await three.atRest(reps.channelId(who));
    const before = reps.logins(who).length;
    cause.breaks(three.stage.sandbox.switches);
    const subjects = [`One while ${when}`, `Two while ${when}`];
    await reps.queue(who, subjects);
    await isTold(cause);
    expect(reps.logins(who).slice(before)).toEqual(login === null ? [] : [login]);
    await isReleased(cause, subjects);
    // One to prove it, one for the mail, and one for the old password that is put back.
    const after = ['accepted', 'accepted', ...(mended === 'new-password' ? ['accepted'] : [])];
    expect(reps.logins(who).slice(before)).toEqual(login === null ? after : [login, ...after]);
  });

  describe('does not break, and its rep is asked for nothing,', () => {
    const isWhole = async (rep: Rep, breaks: number): Promise<void> => {
      expect((await reps.channel(rep)).health.state).toBe('working');
      expect(await reps.breaks(rep)).toHaveLength(breaks);
      const asking = reps
        .scene(rep)
        .pane.getByRole('button', { name: /^(Repair|Check again|Enter another password)$/ });
      expect(await asking.count()).toBe(0);
    };

    it.each(TROUBLES)('while $when and nothing is sent', async ({ whom, breaks, login }) => {
      const before = await Promise.all(whom.map(async (rep) => [await reps.breaks(rep), reps.logins(rep)] as const));
      breaks(three.stage.sandbox.switches);
      await three.pass(A_SHIFT);
      for (const [index, rep] of whom.entries()) {
        const [broke = [], logins = []] = before[index] ?? [];
        await isWhole(rep, broke.length);
        expect(reps.logins(rep).slice(logins.length)).toEqual(login === null ? [] : [login]);
      }
      three.stage.sandbox.switches.reset();
      await three.pass(20 * MINUTE);
      for (const rep of whom) expect(reps.logins(rep).at(-1)).toBe('accepted');
    });

    it.each(TROUBLES)(
      'while $when and mail is sent, which goes later, once',
      async ({ when, whom, breaks, says: told, over }) => {
        const { sandbox } = three.stage;
        await three.atRest();
        const before = await Promise.all(whom.map(async (rep) => (await reps.breaks(rep)).length));
        const has = sandbox.received().length;
        breaks(sandbox.switches);
        for (const rep of whom) await reps.queue(rep, [`From ${rep} while ${when}`]);
        for (const rep of whom) await says(reps.scene(rep), told);
        sandbox.switches.reset();
        await three.pass(over);
        await sandbox.whenReceived(has + whom.length);
        for (const [index, rep] of whom.entries()) {
          expect(arrived(three.stage, `From ${rep} while ${when}`)).toHaveLength(1);
          await isWhole(rep, before[index] ?? 0);
        }
      },
    );
  });

  describe('and has no neighbours', () => {
    beforeAll(async () => {
      await three.atRest();
      for (const rep of REPS) if (rep !== 'nora') await reps.leave(rep);
    });

    it.each(PROBED)(
      'breaks because $when: noticed while nothing is sent, told, mended, and what waited goes once',
      async (cause) => {
        const { who, when, login, mended } = cause;
        const before = reps.logins(who).length;
        cause.breaks(three.stage.sandbox.switches);
        await three.pass(A_SHIFT);
        await isTold(cause);
        expect((await reps.breaks(who))[0]).toMatchObject({ noticedBy: 'check', waited: 0 });
        const subjects = [`One since ${when}`, `Two since ${when}`];
        await reps.queue(who, subjects);
        await isReleased(cause, subjects);
        const after = ['accepted', 'accepted', ...(mended === 'new-password' ? ['accepted'] : [])];
        expect(reps.logins(who).slice(before)).toEqual(login === null ? after : [login, ...after]);
      },
    );

    it('gets one wrong login an hour over all three, whatever its rep clicks', async () => {
      const scene = reps.scene('nora');
      const { password } = person('nora');
      await three.atRest();
      const before = reps.logins('nora').length;
      const refused = (): number =>
        reps
          .logins('nora')
          .slice(before)
          .filter((outcome) => outcome !== 'accepted').length;
      /** At each of these servers at once: check again, and at one the password that the channel has. */
      const askedAt = async (origins: readonly string[]): Promise<string[]> => {
        const lines = await Promise.all(
          origins.map((origin, index) => reps.repaired('nora', index === 1 ? password : undefined, origin)),
        );
        return lines.map((line) => ('failure' in line ? line.failure.kind : JSON.stringify(line)));
      };
      // Her pane's own server takes ten such questions a minute, whatever they are about.
      const [, ...others] = three.origins;

      three.stage.sandbox.switches.turn('tenant-sign-in', 'smtp-auth-off');
      await reps.queue('nora', ['While she clicks']);
      await scene.pane
        .getByRole('heading', { name: 'Sending is switched off for your company', exact: true })
        .waitFor();
      await scene.pane.getByRole('button', { name: 'Check again' }).dblclick();
      await heading(scene, 'It is too soon to try again');
      await scene.pane.getByLabel('Password', { exact: true }).fill(password);
      await scene.pane.getByRole('button', { name: 'Repair', exact: true }).dblclick();
      await heading(scene, 'It is too soon to try again');
      expect(await askedAt(others)).toEqual(['login-too-soon', 'login-too-soon']);
      expect(refused()).toBe(1);

      // After an hour, and again an hour later or a fifth more, Postlane looks by itself: that was it for these hours.
      for (const hours of [2, 3]) {
        await three.pass(AT_THE_LATEST);
        expect(await askedAt(others)).toEqual(['login-too-soon', 'login-too-soon']);
        expect(refused()).toBe(hours);
      }
      // Then it waits for two, and her word in between counts once.
      await three.pass(HOUR + MINUTE);
      expect((await askedAt(three.origins)).sort()).toEqual([
        'login-too-soon',
        'login-too-soon',
        'smtp-auth-off-for-tenant',
      ]);
      expect(refused()).toBe(4);

      const has = three.stage.sandbox.received().length;
      three.stage.sandbox.switches.reset();
      await three.pass(5 * HOUR);
      await three.stage.sandbox.whenReceived(has + 1);
      expect(arrived(three.stage, 'While she clicks')).toHaveLength(1);
    });

    it('had no password refused twice within an hour', () => {
      for (const rep of REPS) {
        let refusedAt = -Infinity;
        for (const { at, username, outcome } of three.stage.sandbox.logins()) {
          if (username !== person(rep).address || TROUBLES.some(({ login }) => login === outcome)) continue;
          if (outcome !== 'accepted') expect(at - refusedAt).toBeGreaterThanOrEqual(HOUR);
          // What is refused after that is another password, or was mended.
          refusedAt = outcome === 'accepted' ? -Infinity : at;
        }
      }
    });

    it('was cared for by each of the three', async () => {
      const worked = await three.worked();
      expect(worked.filter(({ attempts, checks }) => attempts + checks > 0)).toHaveLength(3);
    });
  });
});
