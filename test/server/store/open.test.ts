import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../../src/server/store/open.ts';
import { layDatabase } from '../../setup/database.ts';
import { ADA, storeOn } from './fixtures.ts';

describe('the embedded engine’s folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postlane-folder-'));
    layDatabase(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('belongs to one process at a time, and keeps what was written', async () => {
    const opened = await openDatabase({ folder });
    const channel = await storeOn(opened).channel();
    await expect(openDatabase({ folder })).rejects.toThrow('is in use by another process');
    await opened.close();
    const again = await openDatabase({ folder });
    expect(await storeOn(again).channels.find(ADA, channel.id)).toEqual(channel);
    await again.close();
  });
});

it('says so when there is no server at the address', async () => {
  await expect(openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow('ECONNREFUSED');
});
