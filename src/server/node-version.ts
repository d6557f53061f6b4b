/** The first Node that runs the project as it is, without a build. */
const LEAST = 24;

/** What is wrong with a version of Node such as v22.11.0, in a sentence; null when it will do. */
export function nodeFault(version: string): string | null {
  const major = Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
  return major >= LEAST ? null : `Postlane needs Node ${LEAST} or later; this is ${version}.`;
}
