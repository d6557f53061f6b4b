// Compiled with the domain's own settings: when one of these compiles there, its directive is unused and this fails.
export const world: unknown[] = [
  // @ts-expect-error there is no network
  fetch,
  // @ts-expect-error there is no process
  process,
  // @ts-expect-error there is no timer
  setTimeout,
  // @ts-expect-error there is no console
  console,
  // @ts-expect-error there is no page
  document,
  // @ts-expect-error there is no Outlook
  Office,
];
