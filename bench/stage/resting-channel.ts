import { randomUUID } from 'node:crypto';
import type { DeliveryChannel } from '../../src/domain/channel.ts';
import { NO_LIMITS } from '../../src/domain/limit.ts';

/** A channel that works, is due for nothing, and was proven by nobody: for benches of the store alone. */
export const restingChannel = (tenantId: string, username: string): DeliveryChannel => ({
  id: randomUUID(),
  owner: { tenantId, objectId: username },
  team: null,
  colleagues: 0,
  providerId: 'custom',
  server: { host: 'smtp.company.example', port: 587, security: 'starttls' },
  username,
  sender: { name: 'Ada Reimer', address: username },
  isSenderProven: false,
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
});
