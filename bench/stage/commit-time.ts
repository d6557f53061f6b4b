import { withClient } from './rows.ts';

const COMMITS = 300;

/** Milliseconds until the smallest commit is on the disk, one after another: what the disk alone costs each message. */
export const commitTime = (url: string): Promise<number> =>
  withClient(url, async (client) => {
    await client.query('create table bench_commit (number int)');
    await client.query('insert into bench_commit values (0)');
    const began = performance.now();
    for (let count = 0; count < COMMITS; count += 1) await client.query('update bench_commit set number = number + 1');
    const each = (performance.now() - began) / COMMITS;
    await client.query('drop table bench_commit');
    return each;
  });
