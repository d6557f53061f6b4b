/** What a step that may fail gives back: failures are values here, never exceptions. */
export type Result<T, F> = { ok: true; value: T } | { ok: false; failure: F };

export const success = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const failed = <F>(failure: F): { ok: false; failure: F } => ({ ok: false, failure });
