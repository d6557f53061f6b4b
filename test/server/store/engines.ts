import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { openDatabase, type Opened } from '../../../src/server/store/open.ts';
import { createOnServer, dropFromServer, layDatabase } from '../../setup/database.ts';

// A database takes seconds to start, and more on a busy machine: jest's five are for a computation.
jest.setTimeout(120_000);

export interface Engine {
  name: string;
  /** A database of its own, empty and migrated. */
  open: () => Promise<{ opened: Opened; again: () => Promise<Opened>; close: () => Promise<void> }>;
}

const embedded: Engine = {
  name: 'the embedded engine',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'postlane-store-'));
    layDatabase(folder);
    const opened = await openDatabase({ folder });
    return {
      opened,
      again: () => openDatabase({ folder }),
      async close() {
        await opened.close();
        await rm(folder, { recursive: true });
      },
    };
  },
};

const serverAt = (url: string): Engine => ({
  name: 'a PostgreSQL server',
  async open() {
    const own = await createOnServer(url);
    const opened = await openDatabase({ url: own.url });
    const others: Opened[] = [];
    return {
      opened,
      async again() {
        const other = await openDatabase({ url: own.url });
        others.push(other);
        return other;
      },
      async close() {
        await Promise.all([opened, ...others].map((one) => one.close()));
        await dropFromServer(url, own.name);
      },
    };
  },
});

const { TEST_DATABASE_URL } = process.env;

/** Empty when the run was given no PostgreSQL server. */
export const servers: Engine[] = TEST_DATABASE_URL === undefined ? [] : [serverAt(TEST_DATABASE_URL)];
export const engines: Engine[] = [embedded, ...servers];

/**
 * What operators have, for rules whose statements other tests ask of both: a run of everything takes its time. The embedded one
 * where there is no server.
 */
export const operators: Engine[] = servers.length > 0 ? servers : [embedded];
