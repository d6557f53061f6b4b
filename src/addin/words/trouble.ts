import type { DeliveryFailure } from '../../domain/failure.ts';
import type { BackendFailure } from '../backend/backend.ts';
import type { HostFailure, WindowFailure } from '../host/host.ts';

/** Whatever can go wrong in sight of the rep: at the mail server, at our server, in the mail client. */
export type Trouble = DeliveryFailure | BackendFailure | HostFailure | WindowFailure;
export type TroubleKind = Trouble['kind'];
/** What can go wrong on the first screen too: all but what a mail server, or a service to sign in at, has to do with. */
export type PaneTrouble = Exclude<Trouble, DeliveryFailure>;

/** Who can mend it: the rep, whoever looks after the mailbox, whoever runs Postlane, or nobody but time. */
export type WhoCan = 'you' | 'it' | 'operator' | 'nobody-wait';

declare const forBoth: unique symbol;
/** A sentence that was written for both: who has a company and its IT department, and who has a mailbox alone. */
export type ForBoth = string & { readonly [forBoth]: true };

/** What the rep is told of one kind of trouble. */
export interface TroubleWords {
  title: string;
  explanation: string;
  /** The one thing to do next. */
  next: string;
  whoCan: WhoCan;
}

/**
 * The same as a language writes it: what is not for the rep to mend is said in both ways, since who has a mailbox alone has
 * no IT department to ask.
 */
export type WrittenTrouble = Omit<TroubleWords, 'next' | 'whoCan'> &
  ({ next: ForBoth; whoCan: WhoCan } | { next: string; whoCan: 'you' | 'nobody-wait' });
