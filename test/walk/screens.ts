// Pictures of every screen, for docs/screens: `npm run screens`, or some of them: `npm run screens -- send home`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages } from '../../src/sandbox/build.ts';
import { openStage, type Stage } from './stage.ts';
import { album, fileOf, shotsOf } from './screens/album.ts';
import { photograph } from './screens/camera.ts';
import { board } from './screens/board-states.ts';
import { brokenAccounts, brokenCompanies, brokenServers } from './screens/broken-states.ts';
import { careful, oldMail } from './screens/care-states.ts';
import { choosingServices } from './screens/choose-states.ts';
import { company } from './screens/company-states.ts';
import { connecting } from './screens/connect-states.ts';
import { accountFailures, serverFailures } from './screens/failure-states.ts';
import { byGraph } from './screens/graph-states.ts';
import { home } from './screens/home-states.ts';
import { withinLimits } from './screens/limit-states.ts';
import { policies } from './screens/policy-states.ts';
import { slowedMail, waitingMail } from './screens/queue-states.ts';
import { reputations } from './screens/reputation-states.ts';
import { outcomes, sending } from './screens/send-states.ts';
import { severalSenders } from './screens/sender-states.ts';
import { signedIn, signingIn } from './screens/sign-in-states.ts';
import { guesses, starts } from './screens/start-states.ts';
import type { Chapter, ScreenState } from './screens/state.ts';
import { teams } from './screens/team-states.ts';
import { takeWhole } from './screens/whole-window.ts';

const folder = join(import.meta.dirname, '../../docs/screens');
const chapters: readonly Chapter[] = [
  starts,
  guesses,
  choosingServices,
  connecting,
  signingIn,
  accountFailures,
  serverFailures,
  home,
  brokenAccounts,
  brokenCompanies,
  brokenServers,
  signedIn,
  byGraph,
  careful,
  oldMail,
  reputations,
  waitingMail,
  slowedMail,
  sending,
  withinLimits,
  outcomes,
  severalSenders,
  company,
  teams,
  board,
  policies,
];
/** Long enough for a time-out that is to be pictured. */
const PATIENCE = 20_000;

async function take(stage: Stage, state: ScreenState): Promise<void> {
  await stage.reset();
  await state.before?.(stage);
  const scene = await stage.open({ person: state.person, ...state.setting });
  scene.page.setDefaultTimeout(PATIENCE);
  await state.reach(scene, stage);
  for (const { look, width } of shotsOf(state)) {
    await photograph(scene.page, look, width, join(folder, fileOf(state.name, look, width)));
  }
}

const asked = process.argv.slice(2);
const isAsked = (name: string): boolean => asked.length === 0 || asked.some((start) => name.startsWith(start));

mkdirSync(folder, { recursive: true });
await buildPages((sentence) => {
  console.log(sentence);
});
const missed: string[] = [];
for (const { title, clock, signIns, relay, states } of chapters) {
  const wanted = states.filter(({ name }) => isAsked(name));
  if (wanted.length === 0) continue;
  const stage = await openStage({ clock, signIns, relay });
  try {
    for (const state of wanted) {
      await take(stage, state).then(
        () => console.log(`${title}: ${state.name}`),
        (error: unknown) => {
          missed.push(state.name);
          console.error(`${state.name} could not be reached: ${String(error)}`);
        },
      );
    }
  } finally {
    await stage.close();
  }
}
missed.push(...(await takeWhole(folder, isAsked)));
writeFileSync(join(folder, 'README.md'), album(chapters));
if (missed.length > 0) {
  console.error(`Not pictured: ${missed.join(', ')}`);
  process.exitCode = 1;
}
