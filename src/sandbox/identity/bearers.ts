import { sameAddress } from '../../domain/address.ts';
import type { SignInService } from '../../domain/credential.ts';
import type { MailHostId } from '../people.ts';
import type { RunningSignInService } from './sign-in-service.ts';

/** The sandbox's services together, as the submission servers ask them. */
export const bearerAmong =
  (services: readonly RunningSignInService[]) =>
  async (token: string, host: MailHostId, username: string): Promise<boolean> => {
    const bearers = await Promise.all(services.map((service) => service.bearerOf(token)));
    return bearers.some(
      (bearer) => bearer?.transport === 'smtp' && bearer.hosts.includes(host) && sameAddress(bearer.address, username),
    );
  };

/** One of them, as who takes its tokens asks it. */
export const bearerAt = (
  services: readonly (RunningSignInService & { service: SignInService })[],
  wanted: SignInService,
): RunningSignInService['bearerOf'] => {
  const found = services.find(({ service }) => service === wanted);
  return async (token) => found?.bearerOf(token) ?? null;
};
