import type { Channel } from '../../../contract/shapes.ts';
import { sendsForOthers } from '../../../domain/transport.ts';

/** Whether a channel's login may be asked for another address: not where the account is the sender, nor the operator's, nor a team's. */
export const takesOtherSenders = ({ team, transport, credential }: Channel): boolean =>
  sendsForOthers(transport) && credential !== 'operator' && team === null;
