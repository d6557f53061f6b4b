import type { ChildProcess } from 'node:child_process';

/** Resolves once a program has printed `text`; fails, with what it printed instead, when it ends without. */
export function untilSaid(program: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [program.stdout, program.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        said = (said + chunk).slice(-10_000);
        if (said.includes(text)) resolve();
      });
    }
    program.once('error', reject);
    program.once('exit', () => reject(new Error(`${program.spawnfile} ended before it said "${text}": ${said}`)));
  });
}
