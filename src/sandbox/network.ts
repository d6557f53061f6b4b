import { connect, Socket } from 'node:net';
import type { SwitchValue } from './switch-list.ts';

/** Somebody in the pretended world: the port of this machine that answers for one of theirs, null when they offer none such. */
export interface Neighbour {
  realPort: (port: number) => number | null;
  /** Whether the switches of the mail servers' connection are about this one. */
  isMailServer: boolean;
}

// Nothing listens there, and root alone could: connecting to it is refused, as by a server that is down.
const NOBODYS_PORT = 1;

/** Leads a connection to a pretended address to the socket of this machine that plays it: what the server dials by. */
export function network(
  neighbours: ReadonlyMap<string, Neighbour>,
  mailServersAre: () => SwitchValue<'reach'>,
): (address: string, port: number) => Socket {
  return (address, port) => {
    const neighbour = neighbours.get(address);
    const reach = neighbour?.isMailServer === true ? mailServersAre() : 'up';
    // A socket that never connects is all one sees of a firewall that drops packets.
    if (reach === 'firewalled') return new Socket();
    const real = reach === 'down' ? null : neighbour?.realPort(port);
    return connect(real ?? NOBODYS_PORT, '127.0.0.1');
  };
}
