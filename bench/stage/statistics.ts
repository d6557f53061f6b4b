export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The smallest value that so large a part of all are not above. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

/** The most moments that fall into any window of that length. */
export function busiestWindow(moments: readonly number[], length: number): number {
  const sorted = moments.toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [index, moment] of sorted.entries()) {
    while ((sorted[first] ?? moment) <= moment - length) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
