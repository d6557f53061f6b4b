import type { FastifyInstance } from 'fastify';
import type { Instant } from '../../domain/instant.ts';
import type { Config } from '../config.ts';
import type { Egress } from '../egress.ts';
import type { Timeouts } from '../smtp/timeouts.ts';
import type { TrustingFetch } from '../trusting-fetch.ts';
import type { Vault } from '../vault/vault.ts';
import type { Stores } from './stores.ts';

/** What every part of the server stands on. */
export interface Ground {
  config: Config;
  app: FastifyInstance;
  stores: Stores;
  vault: Vault;
  egress: Egress;
  fetch: TrustingFetch;
  timeouts: Timeouts | undefined;
  /** Aborts when the server is to stop. */
  stopping: AbortSignal;
  onFault(error: unknown): void;
  clock(): Instant;
  random(): number;
  newId(): string;
}
