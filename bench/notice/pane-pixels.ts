import { setTimeout as pause } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { buildPages } from '../../src/sandbox/build.ts';
import { HOUR } from '../../src/domain/instant.ts';
import { asPerson, connectQuietly } from '../../test/walk/sending.ts';
import { openStage, person } from '../../test/walk/stage.ts';

const REP = 'nora';
/** What the pane writes on a channel that is broken. */
const SIGN = 'Needs a repair';
/** Until the connection over which the held mail went is closed: the next mail has to log in. */
const BETWEEN = 4_000;

/**
 * Milliseconds from the moment the sandbox's submission server refuses a login until the pane, in a real browser, has
 * painted that its channel is broken; so many times, each after a repair.
 */
export async function pixelsAfter(breaks: number): Promise<number[]> {
  await buildPages(() => {});
  let ahead = 0;
  const stage = await openStage({ clock: () => Date.now() + ahead });
  try {
    const { password, newPassword } = person(REP);
    const channel = `/api/channels/${await connectQuietly(stage, REP)}`;
    const { pane } = await stage.open({ person: REP, mode: 'read' });
    const found: number[] = [];
    for (let count = 0; count < breaks; count += 1) {
      await pane.getByText(SIGN).waitFor({ state: 'detached' });
      await pause(BETWEEN);
      // Each time it is the other of the two that is taken.
      const isChanged = count % 2 === 0;
      stage.sandbox.switches.turn('password-changed', isChanged);
      const painted = paintedAt(pane.locator('body'));
      await asPerson(stage, REP, 'POST', `${channel}/test-message`);
      const at = await painted;
      found.push(at + ahead - (stage.sandbox.logins().at(-1)?.at ?? NaN));
      // The one that is taken now was refused the time before, and rests for an hour since.
      ahead += HOUR;
      const credential = { kind: 'password', password: isChanged ? newPassword : password };
      await asPerson(stage, REP, 'POST', `${channel}/repair`, { credential });
    }
    return found;
  } finally {
    await stage.close();
  }
}

/** When the frame with the sign in it has been painted, by the clock of this machine. */
const paintedAt = (body: Locator): Promise<number> =>
  body.evaluate(
    (element, sign) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!element.textContent.includes(sign)) return;
          observer.disconnect();
          // Before the next frame, and the task after it.
          requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
        });
        observer.observe(element, { childList: true, characterData: true, subtree: true });
      }),
    SIGN,
  );
