import { MINUTE, SECOND } from '../../domain/instant.ts';

/** How long each part of a request to Graph may take, in milliseconds. */
export interface Timeouts {
  /** To one address. */
  connect: number;
  handshake: number;
  /** From the request's first byte to its last: what is longer on its way is not sending. */
  upload: number;
  /** From the last byte until the answer begins. */
  answer: number;
  /** Until it is there as a whole. */
  rest: number;
}

/** A rep is watching. */
export const VERIFICATION_TIMEOUTS: Timeouts = {
  connect: 10 * SECOND,
  handshake: 15 * SECOND,
  upload: 30 * SECOND,
  answer: 30 * SECOND,
  rest: 10 * SECOND,
};

/** Nobody is watching, and giving up after the last byte makes a message uncertain. */
export const DELIVERY_TIMEOUTS: Timeouts = {
  connect: 10 * SECOND,
  handshake: 30 * SECOND,
  upload: 15 * MINUTE,
  answer: 10 * MINUTE,
  rest: 30 * SECOND,
};
