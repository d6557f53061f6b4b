// A process to be killed: it claims two messages, begins to hand over the first, says so, and waits for its end.
import { randomUUID } from 'node:crypto';
import { NO_LIMITS } from '../../../src/domain/limit.ts';
import { openDatabase } from '../../../src/server/store/open.ts';
import { createOutbox } from '../../../src/server/store/outbox.ts';
import { createSettling } from '../../../src/server/store/settling.ts';
import { LEASE } from './fixtures.ts';

const { db } = await openDatabase({ url: process.argv[2] ?? '' });
const outbox = createOutbox(db, randomUUID, 1, NO_LIMITS);
const claim = async () => (await outbox.openConversation(1, randomUUID(), 1 + LEASE))?.messages[0];
const [first, second] = [await claim(), await claim()];
if (first === undefined || second === undefined) throw new Error('There was nothing to claim.');
await createSettling(db).handOver(first, null, 1);
process.stdout.write(JSON.stringify({ handedOver: first.id }));
setInterval(() => {}, 1_000);
