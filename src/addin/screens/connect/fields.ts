import { parseAddress, type AddressSlip } from '../../../domain/address.ts';
import type { ConnectRequest, Credential } from '../../../contract/shapes.ts';
import { providerOfHost, type ProviderId } from '../../../domain/provider.ts';
import type { Result } from '../../../domain/result.ts';
import {
  parseHost,
  parsePort,
  PORT_OF_SECURITY,
  SECURITY_OF_PORT,
  serverAt,
  type HostSlip,
  type PortSlip,
  type Security,
  type SubmissionServer,
} from '../../../domain/submission-server.ts';

/** What stands in the fields, as typed. */
export interface Typed {
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

/** What is wrong in each field; a field that is fine is null. */
export interface Slips {
  host: HostSlip | null;
  port: PortSlip | null;
  username: 'empty' | null;
  senderAddress: AddressSlip | null;
  password: 'empty' | null;
}
export type SlipName = keyof Slips;

/** Where the fields came from: the recommendation, or nothing but a guess. */
export interface Origin {
  providerId: ProviderId;
  server: SubmissionServer;
  username: string;
  /** Whether the rep chose to type a server: then everything is open from the start. */
  byHand: boolean;
}

export interface Form {
  origin: Origin;
  fields: Fields;
  /** Fields the rep has been in and left: only then an unfinished entry counts as a slip. */
  left: readonly FieldName[];
}

export type FormEvent =
  | { type: 'typed'; field: Exclude<FieldName, 'security'>; value: string }
  | { type: 'chose-security'; security: Security }
  | { type: 'left'; field: FieldName }
  | { type: 'submitted' };

/** The fields that are filled in already and lie under Details. */
export const DETAIL_NAMES = ['host', 'port', 'username', 'senderAddress'] as const satisfies readonly SlipName[];
export const SLIP_NAMES = [...DETAIL_NAMES, 'password'] as const satisfies readonly SlipName[];

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
  const { server, username } = origin;
  const fresh: Typed = {
    host: server.host,
    port: String(server.port),
    security: server.security,
    username,
    senderAddress: sender.address,
    senderName: sender.name,
  };
  return { origin, fields: { ...(typed ?? fresh), password: '' }, left: [] };
}

export function fill(form: Form, event: FormEvent): Form {
  const { fields } = form;
  switch (event.type) {
    case 'typed': {
      const typed = { ...fields, [event.field]: event.value };
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
    case 'left':
      return form.left.includes(event.field) ? form : { ...form, left: [...form.left, event.field] };
    case 'submitted':
      return { ...form, left: [...SLIP_NAMES] };
  }
}

const slipIn = <Slip>(result: Result<unknown, Slip>): Slip | null => (result.ok ? null : result.failure);

export const slipsOf = (fields: Fields): Slips => ({
  host: slipIn(parseHost(fields.host)),
  port: slipIn(parsePort(fields.port)),
  username: fields.username.trim() === '' ? 'empty' : null,
  senderAddress: slipIn(parseAddress(fields.senderAddress)),
  password: fields.password === '' ? 'empty' : null,
});

/** Whether the slip is to be shown now. */
export const shows = (form: Form, field: SlipName, slip: string | null): boolean =>
  slip !== null && (form.left.includes(field) || !UNFINISHED.includes(slip));

/** What to send to the server with the password that was typed, or null while something is not right. */
export const requestFrom = (form: Form): ConnectRequest | null =>
  form.fields.password === '' ? null : requestWith(form, { kind: 'password', password: form.fields.password });

/** The same with another credential. */
export function requestWith({ origin, fields }: Form, credential: Credential): ConnectRequest | null {
  const host = parseHost(fields.host);
  const port = parsePort(fields.port);
  const sender = parseAddress(fields.senderAddress);
  const username = fields.username.trim();
  if (!host.ok || !port.ok || !sender.ok || username === '') return null;
  return {
    providerId: host.value === origin.server.host ? origin.providerId : providerOfHost(host.value),
    server: serverAt(host.value, port.value),
    username,
    sender: { name: fields.senderName.trim(), address: sender.value },
    credential,
  };
}
