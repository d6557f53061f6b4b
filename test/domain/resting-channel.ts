import { randomUUID } from 'node:crypto';
import type { DeliveryChannel } from '../../src/domain/channel.ts';
import { NO_LIMITS } from '../../src/domain/limit.ts';

/** A channel that works, is due for nothing, and was proven by nobody: of Ada's, but for what is said otherwise. */
export function restingChannel(changes: Partial<DeliveryChannel> = {}): DeliveryChannel {
  const { username = 'ada@firma.example' } = changes;
  return {
    id: randomUUID(),
    owner: { tenantId: 'firma', objectId: 'ada' },
    team: null,
    colleagues: 0,
    providerId: 'custom',
    server: { host: 'smtp.firma.example', port: 587, security: 'starttls' },
    username,
    sender: { name: 'Ada', address: username },
    isSenderProven: false,
    isSenderNamed: false,
    mayBeNamed: false,
    code: null,
    isDefault: false,
    mechanism: 'PLAIN',
    limits: NO_LIMITS,
    forbiddenBy: null,
    health: { state: 'working', since: 0 },
    heldSince: null,
    stoppedSince: null,
    held: 0,
    pause: null,
    checkedAt: 0,
    nextCheckAt: null,
    credentialAt: 0,
    expiryRule: null,
    createdAt: 0,
    verifiedAt: 0,
    ...changes,
  };
}
