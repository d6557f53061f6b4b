import type { DeliveryFailure } from '../../domain/failure.ts';
import type { BackendFailure } from '../backend/backend.ts';
import type { HostFailure, WindowFailure } from '../host/host.ts';

/** Whatever can go wrong in sight of the rep: at the mail server, at our server, in the mail client. */
export type Trouble = DeliveryFailure | BackendFailure | HostFailure | WindowFailure;
export type TroubleKind = Trouble['kind'];

/** Who can mend it: the rep, the IT department, or nobody but time. */
export type WhoCan = 'you' | 'it' | 'nobody-wait';

/** What the rep is told of one kind of trouble. */
export interface TroubleWords {
  title: string;
  explanation: string;
  /** The one thing to do next. */
  next: string;
  whoCan: WhoCan;
}
