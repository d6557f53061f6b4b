import { sql, type Kysely } from 'kysely';

/** What somebody has used of what there is for a day, kept where all else of theirs may be forgotten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // who: a digest under the server's key, of whom and of what is counted: nothing here says whose a row is. It goes after a day.
  `create table spent (
     who text not null,
     count int4 not null,
     at int8 not null
   )`,
  `create index spent_of_whom on spent (who, at)`,
  `create index spent_at on spent (at)`,

  // Codes are counted there: by the newest one's row, which goes with its rep, they would begin anew.
  `alter table address_codes drop column sends`,
  `alter table address_codes drop column first_at`,
];
