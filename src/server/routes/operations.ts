import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { MessageState } from '../../domain/outbox.ts';

export interface OperationsNeeds {
  /** Rejects while the database cannot be asked. */
  answers(): Promise<void>;
  /** The messages that are not over. */
  countUnsettled(): Promise<{ state: MessageState; count: number }[]>;
  /** The connections that bring mail out. */
  countConversations(): number;
}

/** What the operator's machines ask: is it alive, may it get requests, how does it do. Public, and nobody's data. */
export function operationRoutes(
  app: FastifyInstance,
  { answers, countUnsettled, countConversations }: OperationsNeeds,
): { countAttempt(ended: string): void; countCheck(ended: string): void } {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const attempts = new Counter({
    name: 'postlane_attempts_total',
    help: 'Deliveries attempted, by how they ended.',
    labelNames: ['ended'],
    registers: [register],
  });
  const checks = new Counter({
    name: 'postlane_checks_total',
    help: 'Looks at channels that send nothing, by how they ended.',
    labelNames: ['ended'],
    registers: [register],
  });
  new Gauge({
    name: 'postlane_messages',
    help: 'Messages in the outbox that are not over, by state.',
    labelNames: ['state'],
    registers: [register],
    async collect() {
      this.reset();
      for (const { state, count } of await countUnsettled()) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'postlane_conversations',
    help: 'Connections to submission servers that this process has open for mail.',
    registers: [register],
    collect() {
      this.set(countConversations());
    },
  });
  app.get('/healthz', { schema: { hide: true } }, () => ({ alive: true }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const ready = await answers().then(
      () => true,
      () => false,
    );
    return reply.code(ready ? 200 : 503).send({ ready });
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(register.contentType).send(await register.metrics()),
  );
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  return { countAttempt: (ended) => attempts.inc({ ended }), countCheck: (ended) => checks.inc({ ended }) };
}
