import { SECOND, type Instant } from '../../domain/instant.ts';
import type { Config } from '../config.ts';
import { lookAtServer, type DatabaseStanding } from '../store/standing.ts';
import { saidBy, type Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';

const ABOUT = 'Database';
const LEAST_VERSION = 15;
/** Tokens are believed by the database's clock, a minute more or less. */
const MOST_APART = 60 * SECOND;
const NOTABLY_APART = 5 * SECOND;

/** The database as it is; nothing is changed, and an embedded one, which another process may have, is not opened. */
export function databaseChecks({ database }: Config, clock: () => Instant): Check[] {
  return [
    {
      about: ABOUT,
      lasts: 40 * SECOND,
      run: async () => ('url' in database ? serverFindings(database.url, clock) : [embeddedFinding(database.folder)]),
    },
  ];
}

const embeddedFinding = (folder: string): Finding =>
  look(
    ABOUT,
    `It is embedded, in ${folder}, and does not survive a power cut.`,
    'Set DATABASE_URL for more than trying.',
  );

async function serverFindings(url: string, clock: () => Instant): Promise<Finding[]> {
  const name = nameOf(url);
  let standing: DatabaseStanding;
  let apart: number;
  try {
    standing = await lookAtServer(url);
    apart = Math.abs(standing.time - clock());
  } catch (error) {
    return [
      mend(ABOUT, `${name} does not let us in: ${saidBy(error)}.`, 'Set DATABASE_URL right, or start the database.'),
    ];
  }
  return [
    versionFinding(name, standing),
    encodingFinding(standing.encoding),
    tablesFinding(standing),
    clockFinding(apart),
  ];
}

/** Host and database, without who logs in. */
function nameOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'It' : `${parsed.host}${parsed.pathname}`;
}

function versionFinding(name: string, { version, readOnly }: DatabaseStanding): Finding {
  if (readOnly)
    return mend(
      ABOUT,
      `${name} can only be read.`,
      'Name the server that takes writes: this is a standby, or was told to take none.',
    );
  return Number.parseInt(version) >= LEAST_VERSION
    ? ok(ABOUT, `${name} answers: PostgreSQL ${version}.`)
    : mend(ABOUT, `${name} is PostgreSQL ${version}.`, `Postlane needs ${LEAST_VERSION} or later.`);
}

const encodingFinding = (encoding: string): Finding =>
  encoding === 'UTF8'
    ? ok('Database encoding', 'UTF8.')
    : mend(
        'Database encoding',
        `It is ${encoding}.`,
        'Make the database anew with UTF8: names of all scripts have to fit in.',
      );

function tablesFinding({ pending, unknown, mayCreate }: DatabaseStanding): Finding {
  const about = 'Database tables';
  if (unknown.length > 0)
    return mend(
      about,
      `They are a newer Postlane’s (${unknown.join(', ')}).`,
      'Run that version, or go back to a copy from before it.',
    );
  if (pending.length === 0) return ok(about, 'As this version has them.');
  return mayCreate
    ? look(
        about,
        `${pending.length} changes are to come: ${pending.join(', ')}.`,
        'The server makes them when it starts; have a copy first.',
      )
    : mend(
        about,
        'They are to be made, and this login may not.',
        'As the database’s owner: grant create on schema public to that login. PostgreSQL 15 took it from everybody.',
      );
}

function clockFinding(apart: number): Finding {
  const about = 'Clocks';
  const found = `This machine’s and the database’s are ${(apart / SECOND).toFixed(1)} seconds apart.`;
  if (apart >= MOST_APART)
    return mend(about, found, 'Set both by NTP: tokens are taken for expired, or not yet valid.');
  return apart >= NOTABLY_APART ? look(about, found, 'Set both by NTP.') : ok(about, found);
}
