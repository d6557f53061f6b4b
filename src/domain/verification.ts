import type { Candidate } from './candidate.ts';
import type { Mechanism } from './credential.ts';
import type { DeliveryFailure } from './failure.ts';
import type { Instant } from './instant.ts';

/** The five steps that prove a channel, in order: each needs the ones before it. */
export const STEPS = ['dns', 'tcp', 'tls', 'auth', 'sender'] as const;
export type Step = (typeof STEPS)[number];

/** What a step that passed found out, worth showing: addresses, protocol and cipher, mechanism, the server's words. */
export interface StepPassed {
  step: Step;
  outcome: 'passed';
  milliseconds: number;
  detail: string;
}
export interface StepFailed {
  step: Step;
  outcome: 'failed';
  milliseconds: number;
  failure: DeliveryFailure;
}
export type StepReport = { step: Step; outcome: 'started' } | StepPassed | StepFailed;

declare const proof: unique symbol;

/** A verification whose five steps all passed. Only `prove` makes one, so a channel cannot exist without it. */
export interface PassedVerification {
  readonly [proof]: true;
  readonly candidate: Candidate;
  readonly mechanism: Mechanism;
  /** EHLO's SIZE in bytes (RFC 1870), null when the server names none. */
  readonly advertisedBytes: number | null;
  readonly steps: readonly StepPassed[];
  readonly provenAt: Instant;
}

/** Turns five passed steps into the proof; null when one is missing, out of order, or failed. */
export function prove(
  candidate: Candidate,
  found: { mechanism: Mechanism; advertisedBytes: number | null },
  steps: readonly StepReport[],
  provenAt: Instant,
): PassedVerification | null {
  if (steps.some(({ outcome }) => outcome === 'failed')) return null;
  const passed = steps.filter((report) => report.outcome === 'passed');
  const complete = passed.length === STEPS.length && STEPS.every((step, index) => passed[index]?.step === step);
  return complete ? ({ candidate, ...found, steps: passed, provenAt } as unknown as PassedVerification) : null;
}
