/** Milliseconds that never go back and mean the same in every process of this machine (CLOCK_MONOTONIC), with fractions. */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;
