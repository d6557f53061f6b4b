import type { Config } from '../config.ts';
import type { Finding, Verdict } from './finding.ts';

const VERDICTS: readonly Verdict[] = ['ok', 'look', 'mend'];
/** Shorter ones stand in ordinary words too. */
const LEAST_SECRET = 6;

/** The worst of them; nothing found is in order. */
export const verdictOf = (findings: readonly Finding[]): Verdict =>
  VERDICTS.findLast((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? 'ok';

/** For a person: a line each, and one to sum up. */
export function asLines(findings: readonly Finding[]): string {
  const lines = findings.map(
    ({ about, verdict, found, todo }) => `${verdict.padEnd(4)}  ${about}: ${found}${todo === null ? '' : ` ${todo}`}`,
  );
  const counts = VERDICTS.map((verdict) => findings.filter((finding) => finding.verdict === verdict).length);
  const [fine = 0, doubtful = 0, wrong = 0] = counts;
  return `${[...lines, '', `${fine} ok, ${doubtful} to look at, ${wrong} to mend`].join('\n')}\n`;
}

/** For a program. */
export const asJson = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ verdict: verdictOf(findings), findings }, null, 2)}\n`;

/** Takes every secret of the configuration out of what is told, however it came into it: servers repeat what they hear. */
export function withoutSecrets(findings: readonly Finding[], config: Config): Finding[] {
  const secrets = secretsOf(config)
    .filter(({ length }) => length >= LEAST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret)]);
  const clean = (text: string): string => secrets.reduce((left, secret) => left.replaceAll(secret, '…'), text);
  return findings.map(({ about, verdict, found, todo }) => ({
    about,
    verdict,
    found: clean(found),
    todo: todo === null ? null : clean(todo),
  }));
}

const secretsOf = ({
  credentialKeys,
  registrations,
  database,
  alertWebhook,
  publicUrl,
  defaultChannel,
}: Config): string[] => [
  ...passwordsIn(publicUrl),
  ...credentialKeys.map(({ key }) => Buffer.from(key).toString('base64')),
  ...Object.values(registrations).map(({ clientSecret }) => clientSecret),
  ...('url' in database ? passwordsIn(database.url) : []),
  ...(defaultChannel === null ? [] : [defaultChannel.password]),
  // Where an address has a key, it is as a rule what stands behind the host.
  ...(alertWebhook === null ? [] : [alertWebhook.slice(new URL(alertWebhook).origin.length)]),
];

function passwordsIn(address: string): string[] {
  const url = URL.parse(address);
  if (url === null) return [address];
  const named = [...url.searchParams].filter(([name]) => /pass|secret|key/i.test(name)).map(([, value]) => value);
  return [url.password, unescaped(url.password), ...named];
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
