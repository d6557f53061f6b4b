import type { DeliveryFailure } from './failure.ts';
import type { Instant } from './instant.ts';
import type { Result } from './result.ts';
import type { Step, StepReport } from './verification.ts';

/** Tells of steps as they begin and end, and keeps what was told of their ends. */
export function tellSteps(clock: () => Instant) {
  const reports: StepReport[] = [];
  return {
    reports,
    async *step<T>(
      name: Step,
      run: () => Promise<Result<T, DeliveryFailure>>,
      describe: (value: T) => string,
    ): AsyncGenerator<StepReport, Result<T, DeliveryFailure>> {
      yield { step: name, outcome: 'started' };
      const startedAt = clock();
      const result = await run();
      const milliseconds = Math.max(0, Math.round(clock() - startedAt));
      const report: StepReport = result.ok
        ? { step: name, outcome: 'passed', milliseconds, detail: describe(result.value) }
        : { step: name, outcome: 'failed', milliseconds, failure: result.failure };
      reports.push(report);
      yield report;
      return result;
    },
  };
}
