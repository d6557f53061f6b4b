import type { Backend } from '../backend/backend.ts';
import type { Host } from '../host/host.ts';

/** The whole pane. */
export function App({ host }: { host: Host; backend: Backend }) {
  return <h1>{host.profile().emailAddress}</h1>;
}
