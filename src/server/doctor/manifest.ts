import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { SECOND } from '../../domain/instant.ts';
import type { Config } from '../config.ts';
import type { TrustingFetch } from '../trusting-fetch.ts';
import { saidBy, type Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';

const ABOUT = 'Manifest';
const FILES = 'Pane and icons';
const FILE = 'manifest.xml';
/** Where classic Outlook for Windows looks which script may sign in. Source: office-js-docs-pr use-sso-in-event-based-activation.md, 2025-07-08. */
const ALLOWED = '.well-known/microsoft-officeaddins-allowed.json';

/** What Outlook was, or will be, told of the add-in: the built manifest, and whether what it names is there. */
export const manifestChecks = (config: Config, fetch: TrustingFetch): Check[] => [
  { about: ABOUT, lasts: 20 * SECOND, run: (signal) => manifestFindings(config, fetch, signal) },
];

async function manifestFindings(config: Config, fetch: TrustingFetch, signal: AbortSignal): Promise<Finding[]> {
  const { publicUrl, paneDir } = config;
  const build = `Build it: npm run build -- --env base=${publicUrl}`;
  const file = join(paneDir, FILE);
  if (!existsSync(file)) return [mend(ABOUT, `There is none in ${paneDir}.`, build)];
  const manifest = readManifest(readFileSync(file, 'utf8'));
  const { addresses } = manifest;
  const elsewhere = addresses.filter((address) => !address.startsWith(`${publicUrl}/`));
  if (addresses.length === 0 || elsewhere.length > 0) {
    const origins = [...new Set(elsewhere.map((address) => URL.parse(address)?.origin ?? address))];
    const found = `${file} names ${origins.join(', ') || 'no address'}, and PUBLIC_URL is ${publicUrl}.`;
    return [mend(ABOUT, found, build), ...idFindings(manifest, config)];
  }
  const paths = [FILE, ALLOWED, ...addresses.map((address) => address.slice(publicUrl.length + 1))];
  return [
    ok(ABOUT, `All ${addresses.length} addresses in ${file} lie under ${publicUrl}.`),
    ...idFindings(manifest, config),
    await filesFinding([...new Set(paths)], config, fetch, signal),
  ];
}

interface Manifest {
  /** Every web address but the AppDomains, in the order of the document. */
  addresses: string[];
  appDomains: string[];
  /** Of WebApplicationInfo, which a manifest may do without. */
  applicationIds: string[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  processEntities: false,
  isArray: () => false,
});

/** Reads a manifest as it is written. Throws when it is no XML. */
export function readManifest(xml: string): Manifest {
  const found: Manifest = { addresses: [], appDomains: [], applicationIds: [] };
  const walk = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) return value.forEach((each) => walk(each, path));
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).forEach(([name, within]) => walk(within, [...path, name]));
    const [parent, own = ''] = path.slice(-2);
    if (typeof value !== 'string' || own.startsWith('@xmlns')) return;
    if (own === 'AppDomain') found.appDomains.push(value);
    else if (parent === 'WebApplicationInfo' && own === 'Id') found.applicationIds.push(value);
    else if (/^https?:\/\//.test(value)) found.addresses.push(value);
  };
  walk(parser.parse(xml), []);
  return found;
}

/** Source: learn.microsoft.com/javascript/api/manifest/appdomain: for what opens in the pane, not for Office's own dialogs, in which reps sign in to send. */
function idFindings({ appDomains, applicationIds }: Manifest, { identity, publicUrl }: Config): Finding[] {
  const { origin } = new URL(identity.issuer);
  const findings: Finding[] = [];
  if (!appDomains.includes(origin) && origin !== publicUrl)
    findings.push(
      mend(
        ABOUT,
        `AppDomains do not hold ${origin}.`,
        'Put it there: Outlook for Windows opens the sign-in in another browser otherwise.',
      ),
    );
  const strange = applicationIds.filter((id) => id !== identity.clientId);
  if (strange.length > 0)
    findings.push(
      mend(
        ABOUT,
        `WebApplicationInfo says ${strange[0]}, and ADDIN_CLIENT_ID is ${identity.clientId}.`,
        'Put the same id in both.',
      ),
    );
  return findings;
}

/** Whether each file comes from PUBLIC_URL as it was built. */
async function filesFinding(
  paths: string[],
  { publicUrl, paneDir }: Config,
  fetch: TrustingFetch,
  signal: AbortSignal,
): Promise<Finding> {
  const missing = paths.filter((path) => !existsSync(join(paneDir, path)));
  if (missing.length > 0)
    return mend(
      FILES,
      `${paneDir} lacks ${missing.join(', ')}.`,
      `Build it again: npm run build -- --env base=${publicUrl}`,
    );
  let served: { path: string; fault: string | null }[];
  try {
    served = await Promise.all(
      paths.map(async (path) => {
        const answer = await fetch(`${publicUrl}/${path}`, { signal });
        const isSame = Buffer.from(await answer.arrayBuffer()).equals(readFileSync(join(paneDir, path)));
        return { path, fault: !answer.ok ? `answers ${answer.status}` : isSame ? null : 'is another one' };
      }),
    );
  } catch (error) {
    return look(FILES, `They were not seen: ${saidBy(error)}.`, 'Look again when the address answers.');
  }
  const faults = served.flatMap(({ path, fault }) => (fault === null ? [] : [`/${path} ${fault}`]));
  return faults.length === 0
    ? ok(FILES, `All ${paths.length} come from ${publicUrl} as they were built.`)
    : mend(
        FILES,
        `${faults.join(', ')}.`,
        'See that the server has this build, and that the proxy leads every path to it.',
      );
}
