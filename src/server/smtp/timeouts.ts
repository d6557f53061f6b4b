import { MINUTE, SECOND } from '../../domain/instant.ts';

/** How long each part of a conversation may take, in milliseconds. RFC 5321 4.5.3.2 names the least an MTA should wait. */
export interface Timeouts {
  /** To one address. */
  connect: number;
  handshake: number;
  greeting: number;
  /** Any command but those below. */
  command: number;
  /** From DATA to 354. */
  dataStart: number;
  /** Until the network has taken one piece of the message. */
  dataPiece: number;
  /** From the final dot to the reply. */
  dataEnd: number;
  quit: number;
}

/** 10 kB a second: who is slower than that is not sending. */
const SLOWEST_BYTES_A_MS = 10;

/**
 * How long a whole attempt may take up to the final dot, in milliseconds: a server that answers each command just in time
 * must not hold a connection for days.
 */
export const longestAttempt = (bytes: number): number => 15 * MINUTE + bytes / SLOWEST_BYTES_A_MS;

/** A rep is watching: a server that takes longer than this is as good as down. */
export const VERIFICATION_TIMEOUTS: Timeouts = {
  connect: 10 * SECOND,
  handshake: 15 * SECOND,
  greeting: 30 * SECOND,
  command: 30 * SECOND,
  dataStart: 30 * SECOND,
  dataPiece: 30 * SECOND,
  dataEnd: 30 * SECOND,
  quit: 2 * SECOND,
};

/** Nobody is watching, and giving up after the final dot makes a message uncertain: the whole patience of the RFC there. */
export const DELIVERY_TIMEOUTS: Timeouts = {
  connect: 10 * SECOND,
  handshake: 30 * SECOND,
  greeting: 1 * MINUTE,
  command: 2 * MINUTE,
  dataStart: 2 * MINUTE,
  dataPiece: 3 * MINUTE,
  dataEnd: 10 * MINUTE,
  quit: 2 * SECOND,
};
