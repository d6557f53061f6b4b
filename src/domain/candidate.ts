import type { Mailbox } from './address.ts';
import type { ProviderId } from './provider.ts';
import type { SubmissionServer } from './submission-server.ts';

/** A channel as typed, not proven yet. */
export interface Candidate {
  providerId: ProviderId;
  server: SubmissionServer;
  username: string;
  sender: Mailbox;
}
