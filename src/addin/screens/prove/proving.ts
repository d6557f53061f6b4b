import type { Channel, ConnectLine } from '../../../contract/shapes.ts';
import { STEPS, type Step } from '../../../domain/verification.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import type { Trouble } from '../../words/trouble.ts';

export interface StepView {
  step: Step;
  state: 'waiting' | 'running' | 'passed' | 'failed';
  milliseconds: number | null;
  /** What a passed step found out. */
  detail: string | null;
}

/** Five steps on their way to a channel or to a trouble. */
export type Proving =
  | { phase: 'idle' }
  | { phase: 'running'; steps: readonly StepView[]; trouble: Trouble | null }
  | { phase: 'failed'; steps: readonly StepView[]; trouble: Trouble }
  | { phase: 'proven'; steps: readonly StepView[]; channel: Channel };

export type ProvingEvent =
  | { type: 'started' }
  | { type: 'line'; line: ConnectLine }
  /** The reply is over; with a failure when it broke off. */
  | { type: 'ended'; failure: BackendFailure | null }
  | { type: 'called-off' };

const untouched = (): StepView[] => STEPS.map((step) => ({ step, state: 'waiting', milliseconds: null, detail: null }));

export function follow(proving: Proving, event: ProvingEvent): Proving {
  switch (event.type) {
    case 'started':
      return { phase: 'running', steps: untouched(), trouble: null };
    case 'called-off':
      return { phase: 'idle' };
    case 'line':
      return proving.phase === 'running' ? withLine(proving, event.line) : proving;
    case 'ended':
      if (proving.phase !== 'running') return proving;
      // A reply that ends without its last line was cut off on the way.
      return {
        phase: 'failed',
        steps: stopped(proving.steps),
        trouble: proving.trouble ?? event.failure ?? { kind: 'backend-away' },
      };
  }
}

function withLine(proving: Extract<Proving, { phase: 'running' }>, line: ConnectLine): Proving {
  if ('channel' in line) return { phase: 'proven', steps: proving.steps, channel: line.channel };
  if (!('step' in line)) return { phase: 'failed', steps: stopped(proving.steps), trouble: line.failure };
  const steps = proving.steps.map((view): StepView => (view.step === line.step ? seen(line) : view));
  return { ...proving, steps, trouble: line.outcome === 'failed' ? line.failure : proving.trouble };
}

function seen(line: Extract<ConnectLine, { step: Step }>): StepView {
  switch (line.outcome) {
    case 'started':
      return { step: line.step, state: 'running', milliseconds: null, detail: null };
    case 'passed':
      return { step: line.step, state: 'passed', milliseconds: line.milliseconds, detail: line.detail };
    case 'failed':
      return { step: line.step, state: 'failed', milliseconds: line.milliseconds, detail: null };
  }
}

/** Nothing runs any more: a step that was under way did not pass. */
const stopped = (steps: readonly StepView[]): StepView[] =>
  steps.map((view) => (view.state === 'running' ? { ...view, state: 'failed' } : view));

/** Whether any step was reached: a server of ours that is away leaves nothing to show. */
export const hasBegun = (steps: readonly StepView[]): boolean => steps.some(({ state }) => state !== 'waiting');
