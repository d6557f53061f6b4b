import { networkInterfaces } from 'node:os';

/** Every address of this machine: `::` takes IPv4 too, but is refused where IPv6 is off. */
export const anyAddress = (): string =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ family }) => family === 'IPv6'))
    ? '::'
    : '0.0.0.0';
