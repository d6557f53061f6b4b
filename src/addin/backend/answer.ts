import type { z } from 'zod/mini';
import { failureBody } from '../../contract/endpoints.ts';
import { fromJson } from '../../contract/json.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { BackendFailure } from './backend.ts';

/** Checks a body against its schema. One of the two ends is too old when it does not fit. */
export function parsed<T>(schema: z.ZodMiniType<T>, status: number, text: string): Result<T, BackendFailure> {
  const value = schema.safeParse(fromJson(text));
  return value.success ? success(value.data) : failed({ kind: 'backend-unknown', status });
}

/** What a reply that is no success means. */
export function failureOf(status: number, text: string): BackendFailure {
  const body = failureBody.safeParse(fromJson(text));
  if (body.success) return body.data.failure;
  // A proxy in front of the server answers so when there is nothing behind it.
  if (status === 502 || status === 503 || status === 504) return { kind: 'backend-away' };
  return { kind: 'backend-unknown', status };
}
