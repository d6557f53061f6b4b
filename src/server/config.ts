import { readFileSync, statSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { isIP, isIPv4 } from 'node:net';
import type { SignInService } from '../domain/credential.ts';
import { NO_LIMITS, type Limits } from '../domain/limit.ts';
import { MESSAGE_BYTES } from '../domain/message.ts';
import { failed, success, type Result } from '../domain/result.ts';
import { isEntraHost, isEntraId, SIGN_IN_TERMS } from '../domain/sign-in-service.ts';
import { readDefaultChannel, type DefaultChannel } from './config/default-channel.ts';
import { LIMIT_NAMES, readLimits } from './config/limits.ts';

export interface CredentialKey {
  id: string;
  /** 32 bytes. */
  key: Uint8Array;
}

export interface Config {
  port: number;
  /** Where reps' browsers reach this server, without a slash at the end. */
  publicUrl: string;
  /** Whose X-Forwarded-For is believed: nobody's, everybody's, or the addresses and CIDRs of our own proxies. */
  trustProxy: boolean | string[];
  database: { url: string } | { folder: string };
  /** Newest first: the first seals, all open. */
  credentialKeys: CredentialKey[];
  identity: {
    /** As in the tokens; may hold `{tenantid}`, as Entra's multi-tenant issuer does. */
    issuer: string;
    audience: string;
    /** Tenants that may use this server; null for any the issuer speaks for. */
    tenants: string[] | null;
    /** The add-in's own application id. */
    clientId: string;
    /** The full name by which the add-in asks for our scope. */
    scope: string;
    /** Administrators of their own tenants, besides those whose token says so: `tenant/object`. */
    admins: string[];
  };
  /** How this server is registered where reps sign in to send; a service it is not registered at is not offered. */
  registrations: Partial<Record<SignInService, { issuer: string; clientId: string; clientSecret: string }>>;
  /** Microsoft Graph, such as https://graph.microsoft.com, where reps may send by it; null for nowhere. */
  microsoftGraph: string | null;
  /** Hosts and CIDRs inside the network that reps may submit to. */
  submissionAllow: string[];
  /** `address` or `address:port`; empty for the machine's own. */
  nameServers: string[];
  /** The operator's copy of Thunderbird's database of providers, a file for each domain: in a folder, or below an https address; null for none. */
  ispDatabase: { folder: string } | { url: string } | null;
  /** PEM certificates trusted beside the public ones, for mail servers and the identity provider. */
  extraCa: string[];
  /** Origins besides Microsoft's that may show the pane, such as an on-premises Outlook on the web. */
  frameAncestors: string[];
  paneDir: string;
  messageBytes: number;
  /** How many connections a mailbox may have at once, where its provider allows as many. */
  mailboxConnections: number;
  /** What no mailbox may exceed, whatever its provider allows. */
  ceiling: Limits;
  /** For reps who have no channel of their own; null where there is none. */
  defaultChannel: DefaultChannel | null;
  retentionDays: number;
  /** Where the operator wants to hear of channels that break and are mended; null for nowhere. */
  alertWebhook: string | null;
  /** How often a channel is looked at that sends nothing, in hours. */
  checkHours: number;
  logLevel: string;
}

type Environment = Record<string, string | undefined>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

/** Reads the environment; fails with one sentence for each fault, all at once. */
export function loadConfig(env: Environment): Result<Config, string[]> {
  const faults: string[] = [];
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  const fault = (sentence: string): void => void faults.push(sentence);
  const list = (name: string): string[] =>
    (read(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const required = (name: string, what: string): string => {
    const value = read(name);
    if (value === undefined) fault(`${name} is missing: it is ${what}.`);
    return value ?? '';
  };
  const integer = (name: string, standard: number, least: number, most: number): number => {
    const value = read(name);
    if (value === undefined) return standard;
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    fault(`${name} is "${value}": it must be a whole number from ${least} to ${most}.`);
    return standard;
  };
  const origin = (name: string, value: string): string => {
    if (value !== '' && (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)))
      fault(`${name} is "${value}": it must be a web address such as https://postlane.example.com.`);
    return value.replace(/\/+$/, '');
  };

  const registration = (service: SignInService, prefix: string): Config['registrations'] => {
    const [clientId, clientSecret] = [read(`${prefix}_CLIENT_ID`), read(`${prefix}_CLIENT_SECRET`)];
    const issuer = read(`${prefix}_ISSUER`) ?? SIGN_IN_TERMS[service].issuer;
    if (!/^https:\/\//.test(issuer)) fault(`${prefix}_ISSUER is "${issuer}": it must begin with https://.`);
    if (clientId !== undefined && clientSecret !== undefined) return { [service]: { issuer, clientId, clientSecret } };
    const [lacks, has] = clientId === undefined ? ['ID', 'SECRET'] : ['SECRET', 'ID'];
    if (clientId !== undefined || clientSecret !== undefined)
      fault(`${prefix}_CLIENT_${lacks} is missing: it belongs to ${prefix}_CLIENT_${has}.`);
    return {};
  };

  const port = integer('PORT', 8443, 0, 65_535);
  const databaseUrl = read('DATABASE_URL');
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl))
    fault('DATABASE_URL must begin with postgres:// or postgresql://.');
  const issuer = required(
    'IDENTITY_ISSUER',
    "the identity provider's issuer, such as https://login.microsoftonline.com/{tenantid}/v2.0",
  );
  if (issuer !== '' && !/^https:\/\//.test(issuer))
    fault(`IDENTITY_ISSUER is "${issuer}": it must begin with https://.`);
  /** Entra's ids stand in its tokens in small letters, however they were copied. */
  const isEntras = URL.canParse(issuer) && isEntraHost(new URL(issuer).host);
  const asInTokens = (id: string): string => (isEntras && isEntraId(id) ? id.toLowerCase() : id);
  const audience = asInTokens(required('IDENTITY_AUDIENCE', 'the application id of this API, as in the tokens’ "aud"'));
  const tenants = list('IDENTITY_TENANTS').map(asInTokens);
  const logLevel = read('LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(logLevel)) fault(`LOG_LEVEL is "${logLevel}": it must be one of ${LOG_LEVELS.join(', ')}.`);

  const config: Config = {
    port,
    publicUrl: origin('PUBLIC_URL', read('PUBLIC_URL') ?? `http://localhost:${port}`),
    trustProxy: trustProxy(list('TRUST_PROXY')),
    database: databaseUrl === undefined ? { folder: read('DATA_DIR') ?? '.data' } : { url: databaseUrl },
    credentialKeys: credentialKeys(
      required(
        'CREDENTIAL_KEYS',
        'the keys that seal credentials, newest first, as id:base64 of 32 random bytes ("k1:$(openssl rand -base64 32)")',
      ),
      fault,
    ),
    identity: {
      issuer,
      audience,
      tenants: tenants.length === 0 ? null : tenants,
      clientId: asInTokens(required('ADDIN_CLIENT_ID', "the add-in's application id at the identity provider")),
      scope:
        read('IDENTITY_SCOPE') ?? `${/^[a-z]+:\/\//.test(audience) ? audience : `api://${audience}`}/access_as_user`,
      admins: list('ADMIN_IDS'),
    },
    registrations: {
      ...registration('microsoft', 'MICROSOFT'),
      ...registration('google', 'GOOGLE'),
    },
    microsoftGraph: graph(read('MICROSOFT_GRAPH_URL'), fault),
    submissionAllow: list('SUBMISSION_ALLOW'),
    nameServers: list('NAME_SERVERS'),
    ispDatabase: ispDatabase(read('ISP_DATABASE'), fault),
    extraCa: certificates(read('EXTRA_CA_FILE'), fault),
    frameAncestors: list('FRAME_ANCESTORS').map((value) => origin('FRAME_ANCESTORS', value)),
    paneDir: read('PANE_DIR') ?? 'dist/pane',
    messageBytes: integer('MESSAGE_BYTES', MESSAGE_BYTES, 100_000, 150_000_000),
    mailboxConnections: integer('MAILBOX_CONNECTIONS', 1, 1, 50),
    ceiling: { ...NO_LIMITS, ...readLimits('MAILBOX_LIMITS', list('MAILBOX_LIMITS'), LIMIT_NAMES, fault) },
    defaultChannel: readDefaultChannel(read('DEFAULT_CHANNEL_URL'), list('DEFAULT_CHANNEL_LIMITS'), fault),
    retentionDays: integer('RETENTION_DAYS', 90, 1, 3_650),
    alertWebhook: webhook(read('ALERT_WEBHOOK'), fault),
    checkHours: integer('CHECK_HOURS', 6, 1, 168),
    logLevel,
  };
  if (config.microsoftGraph !== null && config.registrations.microsoft === undefined)
    fault('MICROSOFT_CLIENT_ID is missing: reps sign in at Microsoft to send by MICROSOFT_GRAPH_URL.');
  for (const entry of config.submissionAllow) {
    if (!isHostOrCidr(entry)) fault(`SUBMISSION_ALLOW holds "${entry}": it must be a host name or a CIDR.`);
  }
  for (const entry of config.identity.admins) {
    // Never by an address: those are given to somebody else one day.
    if (!/^[^/\s@]+\/[^/\s@]+$/.test(entry))
      fault(`ADMIN_IDS holds "${entry}": it must be a tenant's id and a user's object id, as tenant/object.`);
  }
  if (config.trustProxy instanceof Array && !config.trustProxy.every(isAddressOrCidr))
    fault(`TRUST_PROXY is "${read('TRUST_PROXY')}": it must be true, false, or addresses and CIDRs of your proxies.`);
  for (const entry of config.nameServers) {
    if (!isNameServer(entry)) fault(`NAME_SERVERS holds "${entry}": it must be an IP address, with a port or without.`);
  }
  return faults.length === 0 ? success(config) : failed(faults);
}

function credentialKeys(text: string, fault: (sentence: string) => void): CredentialKey[] {
  const keys = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [id = '', encoded = ''] = part.split(/:(.*)/s);
      return { id, key: new Uint8Array(Buffer.from(encoded, 'base64')) };
    });
  // The key itself is never part of a sentence: these go to the log.
  for (const [index, { id, key }] of keys.entries()) {
    if (!/^[\w-]{1,64}$/.test(id)) fault(`CREDENTIAL_KEYS: key ${index + 1} has no id of letters, digits, - or _.`);
    if (key.length !== 32) fault(`CREDENTIAL_KEYS: key ${index + 1} has ${key.length} bytes: it must have 32.`);
  }
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) fault('CREDENTIAL_KEYS: two keys have the same id.');
  return keys;
}

function certificates(file: string | undefined, fault: (sentence: string) => void): string[] {
  if (file === undefined) return [];
  try {
    const found = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    found.forEach((pem) => new X509Certificate(pem));
    if (found.length === 0) fault(`EXTRA_CA_FILE: ${file} holds no certificate in PEM form.`);
    return found;
  } catch (error) {
    fault(`EXTRA_CA_FILE: ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function ispDatabase(place: string | undefined, fault: (sentence: string) => void): Config['ispDatabase'] {
  if (place === undefined) return null;
  if (/^[a-z]+:\/\//i.test(place)) {
    const url = URL.parse(place);
    // The way out of this server takes port 443 alone, and adds the domain at the end.
    if (url?.protocol === 'https:' && url.port === '' && url.search === '' && url.hash === '')
      return { url: url.href.replace(/\/*$/, '/') };
    fault(
      `ISP_DATABASE is "${place}": it must be a folder, or an https address such as https://isp.example.com/v1.1/.`,
    );
    return null;
  }
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === true) return { folder: place };
  fault(`ISP_DATABASE is "${place}": there is no such folder.`);
  return null;
}

function webhook(url: string | undefined, fault: (sentence: string) => void): string | null {
  if (url === undefined) return null;
  // The address itself is never part of a sentence: many hold a key.
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    fault('ALERT_WEBHOOK is no web address that begins with https://.');
  return url;
}

function graph(url: string | undefined, fault: (sentence: string) => void): string | null {
  if (url === undefined) return null;
  const parsed = URL.parse(url);
  if (parsed?.protocol === 'https:' && parsed.port === '' && parsed.href === `${parsed.origin}/`) return parsed.origin;
  fault(`MICROSOFT_GRAPH_URL is "${url}": it must be an address such as https://graph.microsoft.com, and no more.`);
  return null;
}

function trustProxy(entries: string[]): Config['trustProxy'] {
  const [first = 'false', ...more] = entries;
  return more.length === 0 && /^(true|false)$/.test(first) ? first === 'true' : entries;
}

const isHostOrCidr = (entry: string): boolean => isAddressOrCidr(entry) || /^[\p{L}\p{N}.-]+$/u.test(entry);

function isAddressOrCidr(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  if (bits === undefined) return isIP(address) !== 0;
  return rest.length === 0 && isIP(address) !== 0 && /^\d+$/.test(bits) && Number(bits) <= (isIPv4(address) ? 32 : 128);
}

const isNameServer = (entry: string): boolean =>
  isIP(entry) !== 0 || /^\[[0-9a-f:]+\]:\d+$/i.test(entry) || isIPv4(entry.replace(/:\d+$/, ''));
