import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { databaseChecks } from '../../../src/server/doctor/database.ts';
import { openDatabase } from '../../../src/server/store/open.ts';
import { deployed, found } from './world.ts';

const told = (database: { url: string } | { folder: string }, clock = Date.now) =>
  found(databaseChecks(deployed({ database }), clock));

it('is not opened where it is embedded, for another process may have it', async () => {
  expect(await told({ folder: '/nowhere/at/all' })).toEqual({
    Database: expect.stringMatching(/^look: It is embedded, in \/nowhere\/at\/all,/),
  });
});

it('is not there', async () => {
  expect(await told({ url: 'postgres://postlane:geheim99@127.0.0.1:1/postlane' })).toEqual({
    Database: expect.stringMatching(/^mend: 127\.0\.0\.1:1\/postlane does not let us in: .*ECONNREFUSED/),
  });
});

const { TEST_DATABASE_URL } = process.env;

// Empty when the run was given no PostgreSQL server.
describe.each(TEST_DATABASE_URL === undefined ? [] : [TEST_DATABASE_URL])('a PostgreSQL server', (admin) => {
  const made: string[] = [];
  let migrated: string;
  let login: string;

  async function asked(url: string, statement: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(statement);
    await client.end();
    return rows as unknown[];
  }
  async function database(how = ''): Promise<string> {
    const name = `postlane_doctor_${randomUUID().replaceAll('-', '')}`;
    await asked(admin, `create database ${name} ${how}`);
    made.push(name);
    return Object.assign(new URL(admin), { pathname: `/${name}` }).href;
  }

  beforeAll(async () => {
    migrated = await database();
    await (await openDatabase({ url: migrated })).close();
    login = `postlane_doctor_${randomUUID().replaceAll('-', '')}`;
    await asked(admin, `create role ${login} login password 'geheim99'`);
  });
  afterAll(async () => {
    for (const name of made) await asked(admin, `drop database ${name}`);
    await asked(admin, `drop role ${login}`);
  });

  it('is right once it is migrated', async () => {
    expect(await told({ url: migrated })).toEqual({
      Database: expect.stringMatching(/^ok: [\w.:]+\/postlane_doctor_\w+ answers: PostgreSQL \d+/),
      'Database encoding': 'ok: UTF8.',
      'Database tables': 'ok: As this version has them.',
      Clocks: expect.stringMatching(/^ok: .* are \d\.\d seconds apart\.$/),
    });
  });

  it('is looked at, and left as it is', async () => {
    const url = await database();
    expect((await told({ url }))['Database tables']).toMatch(/^look: \d+ changes are to come: 0001-outbox/);
    expect(await asked(url, `select * from pg_tables where schemaname = 'public'`)).toEqual([]);
  });

  it('is a newer Postlane’s', async () => {
    const url = await database();
    await (await openDatabase({ url })).close();
    await asked(url, `insert into kysely_migration (name, timestamp) values ('9999-far-ahead', 'now')`);
    expect((await told({ url }))['Database tables']).toMatch(/^mend: They are a newer Postlane’s \(9999-far-ahead\)/);
  });

  it('lets nobody make tables, as it comes since version 15', async () => {
    const url = Object.assign(new URL(await database()), { username: login, password: 'geheim99' }).href;
    expect((await told({ url }))['Database tables']).toMatch(/^mend: They are to be made, and this login may not\./);
  });

  it('can only be read', async () => {
    const url = await database();
    await asked(url, `alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`);
    expect((await told({ url }))['Database']).toMatch(/^mend: .* can only be read\./);
  });

  it('has no room for names of all scripts', async () => {
    const url = await database(`encoding 'SQL_ASCII' template template0`);
    expect((await told({ url }))['Database encoding']).toMatch(/^mend: It is SQL_ASCII\./);
  });

  it('goes by another clock', async () => {
    const apart = async (milliseconds: number) =>
      (await told({ url: migrated }, () => Date.now() + milliseconds))['Clocks'];
    expect(await apart(2 * MINUTE)).toMatch(/^mend: .* (119|120|121)\.\d seconds apart\./);
    expect(await apart(-20 * SECOND)).toMatch(/^look: .* (19|20|21)\.\d seconds apart\./);
  });

  it('is not there by that name', async () => {
    const url = Object.assign(new URL(admin), { pathname: '/no_such_database' }).href;
    expect((await told({ url }))['Database']).toMatch(
      /^mend: .*\/no_such_database does not let us in: .*does not exist/,
    );
  });
});
