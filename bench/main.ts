import { backlog } from './backlog.ts';
import { board } from './board.ts';
import { discovery } from './discovery.ts';
import { drain } from './drain.ts';
import type { Bench, Figure } from './figure.ts';
import { fairness } from './fairness.ts';
import { faults } from './faults.ts';
import { growth } from './growth.ts';
import { notice } from './notice.ts';
import { pacing } from './pacing.ts';
import { paneSize } from './pane-size.ts';
import { rest } from './rest.ts';
import { serverIdle } from './server-idle.ts';
import { signIn } from './sign-in.ts';
import { single } from './single.ts';
import { storm } from './storm.ts';

/** By the name one gives to run some of them: `npm run bench -- pane-size`. */
const BENCHES: Record<string, Bench> = {
  'pane-size': paneSize,
  'server-idle': serverIdle,
  drain,
  single,
  'sign-in': signIn,
  pacing,
  faults,
  notice,
  storm,
  growth,
  board,
  backlog,
  fairness,
  rest,
  discovery,
};

const given = process.argv.slice(2);
const json = given.includes('--json');
const wanted = given.filter((argument) => !argument.startsWith('-'));
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}

const figures: Figure[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (!json) console.log(`Measuring ${name} …`);
  for (const figure of await bench()) {
    if (json) console.log(JSON.stringify(figure));
    figures.push(figure);
  }
}
if (!json) printTable(figures);

function printTable(all: readonly Figure[]): void {
  const rows = all.map(({ bench, figure, value, unit, peer, ratio }) => [
    bench,
    figure,
    `${value} ${unit}`,
    ratio === null ? '' : `${ratio} ×`,
    peer ?? '',
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    // Numbers to the right, words to the left.
    const cells = row.map((cell, column) =>
      column === 2 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
}
