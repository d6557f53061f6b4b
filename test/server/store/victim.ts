// A process to be killed: it claims two messages, begins to hand over the first, says so, and waits for its end.
import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../../src/server/store/open.ts';
import { createOutbox } from '../../../src/server/store/outbox.ts';
import { createSettling } from '../../../src/server/store/settling.ts';
import { LEASE } from './fixtures.ts';

const { db } = await openDatabase({ url: process.argv[2] ?? '' });
const claim = () => createOutbox(db).claim(1, randomUUID(), 1 + LEASE);
const [first, second] = [await claim(), await claim()];
if (first === null || second === null) throw new Error('There was nothing to claim.');
await createSettling(db).beginHandOver(first);
process.stdout.write(JSON.stringify({ handedOver: first.id }));
setInterval(() => {}, 1_000);
