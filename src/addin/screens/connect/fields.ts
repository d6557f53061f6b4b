import { parseAddress, type AddressSlip } from '../../../domain/address.ts';
import type { ConnectRequest, Credential } from '../../../contract/shapes.ts';
import { isSetByService } from '../../../domain/login-name.ts';
import { partOf, portsOf, PROVIDERS, whoseServer, type ProviderId } from '../../../domain/provider.ts';
import type { Result } from '../../../domain/result.ts';
import type { Way } from '../../../domain/sign-in-service.ts';
import {
  parseHost,
  parsePort,
  PORT_OF_SECURITY,
  SECURITY_OF_PORT,
  serverAt,
  SUBMISSION_PORTS,
  type HostSlip,
  type PortSlip,
  type Security,
  type SubmissionServer,
} from '../../../domain/submission-server.ts';
import { asciiName, inLetters } from '../../parts/domain-names.ts';

/** What stands in the fields, as typed. */
export interface Typed {
  /** Whose form it is: which service, of those that have one name, or whose server was typed over the one recommended. */
  providerId: ProviderId;
  /** The customer's part of the server's name, where only the rep knows it. */
  part: string;
  host: string;
  port: string;
  security: Security;
  username: string;
  senderAddress: string;
  senderName: string;
}
export interface Fields extends Typed {
  password: string;
}
export type FieldName = keyof Fields;
/** Those that are typed into a line for all to see. */
export type TypedName = Exclude<FieldName, 'providerId' | 'security' | 'password'>;

/** What is wrong in each field; a field that is fine is null. */
export interface Slips {
  part: 'empty' | 'wrong' | null;
  host: HostSlip | null;
  port: PortSlip | null;
  username: 'empty' | null;
  senderAddress: AddressSlip | null;
  password: 'empty' | null;
}
export type SlipName = keyof Slips;

/** Where the fields came from. */
export interface Origin {
  providerId: ProviderId;
  /** Null where the rep knows its name, or a part of it. */
  server: SubmissionServer | null;
  username: string;
  /** What was recommended needs the least; of a service that was chosen its user is asked; by hand everything is open. */
  by: 'recommendation' | 'choice' | 'hand';
  /** Those that were recommended, which the rep's company allows; absent where nobody recommended any. */
  ways?: readonly Way[];
  /** Whether an administrator of the rep's company filled it in. */
  filledIn?: boolean;
}

export interface Form {
  origin: Origin;
  fields: Fields;
  /** Fields the rep has been in and left: only then an unfinished entry counts as a slip. */
  left: readonly FieldName[];
  /** Which way mail would go by what stood there when a field was left last; null while that is none. */
  route: Route | null;
}

/** From an address by a submission server. */
export interface Route {
  address: string;
  host: string;
}

export type FormEvent =
  | { type: 'typed'; field: Exclude<FieldName, 'security' | 'providerId'>; value: string }
  | { type: 'chose-variant'; providerId: ProviderId }
  | { type: 'chose-security'; security: Security }
  | { type: 'left'; field: FieldName }
  | { type: 'submitted' };

/** The fields that are filled in already and lie under Details. */
export const DETAIL_NAMES = ['host', 'port', 'username', 'senderAddress'] as const satisfies readonly SlipName[];
export const SLIP_NAMES = [...DETAIL_NAMES, 'part', 'password'] as const satisfies readonly SlipName[];

/** Slips that more typing will mend: they are told when the field is left, not at the first letter. */
const UNFINISHED: readonly string[] = [
  'empty',
  'no-dot',
  'no-at',
  'no-domain',
  'bad-domain',
  'bad-name',
  'not-for-submission',
];

export function startForm(origin: Origin, sender: { address: string; name: string }, typed: Typed | null): Form {
  const { providerId, server, username } = origin;
  const fresh: Typed = {
    ...{ providerId, part: '' },
    ...atServer(providerId, server),
    username,
    senderAddress: sender.address,
    senderName: sender.name,
  };
  const fields = { ...fresh, ...typed, password: '' };
  return { origin, fields, left: [], route: routeIn(fields) };
}

/** The server's fields: of the service where nothing else is known. */
function atServer(providerId: ProviderId, server: SubmissionServer | null): Pick<Typed, 'host' | 'port' | 'security'> {
  const port = server?.port ?? PROVIDERS[providerId].pattern?.port ?? SUBMISSION_PORTS[0];
  return { host: inLetters(server?.host ?? ''), port: String(port), security: SECURITY_OF_PORT[port] };
}

export function fill(form: Form, event: FormEvent): Form {
  const { fields } = form;
  switch (event.type) {
    case 'typed': {
      const typed = { ...fields, [event.field]: event.value };
      // By hand everything is open: a name of one's own at a service that sets it for all others is entered there.
      if (event.field === 'host' && form.origin.by === 'recommendation')
        return { ...form, fields: { ...typed, providerId: whoseServer(form.origin.providerId, event.value) } };
      if (event.field !== 'port') return { ...form, fields: typed };
      const port = parsePort(event.value);
      return { ...form, fields: port.ok ? { ...typed, security: SECURITY_OF_PORT[port.value] } : typed };
    }
    case 'chose-security': {
      const { security } = event;
      const port = parsePort(fields.port);
      const agrees = port.ok && SECURITY_OF_PORT[port.value] === security;
      return {
        ...form,
        fields: { ...fields, security, port: agrees ? fields.port : String(PORT_OF_SECURITY[security]) },
      };
    }
    case 'chose-variant': {
      const { providerId } = event;
      const chosen = { ...fields, providerId, ...atServer(providerId, PROVIDERS[providerId].server) };
      return { ...form, fields: chosen, route: routeIn(chosen) };
    }
    case 'left':
      return { ...form, left: [...new Set([...form.left, event.field])], route: routeIn(fields) };
    case 'submitted':
      return { ...form, left: [...SLIP_NAMES], route: routeIn(fields) };
  }
}

/** The server's name as it stands in the fields. */
export function hostIn({ providerId, part, host }: Typed): string {
  const { pattern } = PROVIDERS[providerId];
  return pattern === null || host !== '' ? host : `${pattern.before}${part.trim().toLowerCase()}${pattern.after}`;
}

function partSlip(fields: Typed): Slips['part'] {
  const row = PROVIDERS[fields.providerId];
  if (row.pattern === null || fields.host !== '') return null;
  if (fields.part.trim() === '') return 'empty';
  return partOf(row, hostIn(fields)) === null ? 'wrong' : null;
}

/** Where the service sets the user name, the sender's address says whose channel it is. */
const usernameIn = ({ providerId, username, senderAddress }: Typed): string =>
  (isSetByService(PROVIDERS[providerId].username) ? senderAddress : username).trim();

const slipIn = <Slip>(result: Result<unknown, Slip>): Slip | null => (result.ok ? null : result.failure);

export const slipsOf = (fields: Fields): Slips => ({
  part: partSlip(fields),
  host: partSlip(fields) === null ? slipIn(parseHost(hostIn(fields))) : null,
  port: slipIn(parsePort(fields.port)),
  username: usernameIn(fields) === '' ? 'empty' : null,
  senderAddress: slipIn(parseAddress(fields.senderAddress)),
  password: fields.password === '' ? 'empty' : null,
});

/** Whether the user name is asked for, and not filled in. */
export const asksNameInFront = ({ origin }: Form): boolean => origin.by === 'choice' || origin.username === '';

/** Whether a slip is among what lies under Details. */
export function hasSlipInDetails(form: Form): boolean {
  const slips = slipsOf(form.fields);
  return DETAIL_NAMES.some((name) => slips[name] !== null && !(name === 'username' && asksNameInFront(form)));
}

/** Whether the slip is to be shown now. */
export const shows = (form: Form, field: SlipName, slip: string | null): boolean =>
  slip !== null && (form.left.includes(field) || !UNFINISHED.includes(slip));

/** The server that stands in the fields; null while something is not right. */
export function serverIn(fields: Typed): SubmissionServer | null {
  const host = parseHost(hostIn(fields));
  const port = parsePort(fields.port);
  return host.ok && port.ok && partSlip(fields) === null ? serverAt(asciiName(host.value), port.value) : null;
}

/** Whether the server that stands in the fields is one that was found, or a known provider's as that has it. */
export function isFound({ origin, fields }: Form): boolean {
  const server = serverIn(fields);
  if (server === null) return false;
  const { host, port } = server;
  const row = PROVIDERS[whoseServer(fields.providerId, host)];
  if (row.id !== 'custom') return portsOf(row).includes(port);
  return origin.by !== 'hand' && origin.server?.host === host && origin.server.port === port;
}

function routeIn(fields: Typed): Route | null {
  const server = serverIn(fields);
  const sender = parseAddress(fields.senderAddress);
  return server !== null && sender.ok ? { address: sender.value, host: server.host } : null;
}

/** What to send to the server with the password that was typed, or null while something is not right. */
export const requestFrom = (form: Form): ConnectRequest | null =>
  form.fields.password === '' ? null : requestWith(form, { kind: 'password', password: form.fields.password });

/** The same with another credential. */
export function requestWith({ fields }: Form, credential: Credential): ConnectRequest | null {
  const server = serverIn(fields);
  const sender = parseAddress(fields.senderAddress);
  const username = usernameIn(fields);
  if (server === null || !sender.ok || username === '') return null;
  return {
    providerId: whoseServer(fields.providerId, server.host),
    server,
    username,
    sender: { name: fields.senderName.trim(), address: sender.value },
    credential,
  };
}
