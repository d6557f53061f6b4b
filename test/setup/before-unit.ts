import { provideDatabases } from './provide-databases.ts';

/** Ends what this file started. */
export let tearDown = async (): Promise<void> => {};

export default async function setUp(): Promise<void> {
  tearDown = await provideDatabases();
}
