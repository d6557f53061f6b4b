import { createHttpBackend } from '../../../src/addin/backend/http.ts';
import type { BackendFailure } from '../../../src/addin/backend/backend.ts';
import type { How } from '../../../src/addin/identity/identity.ts';
import { success, type Result } from '../../../src/domain/result.ts';

/** A backend at a server's, whose tokens are named by how they were asked for. */
export function start(
  { origin }: { origin: string },
  tokens: Partial<Record<How, Result<string, BackendFailure>>> = {},
) {
  const asked: How[] = [];
  const identity = {
    token: (how: How) => {
      asked.push(how);
      return Promise.resolve(tokens[how] ?? success(how));
    },
  };
  return { asked, backend: createHttpBackend({ origin, identity }) };
}
