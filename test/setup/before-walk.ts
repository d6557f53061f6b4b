import { buildPages } from '../../src/sandbox/build.ts';
import { provideDatabases } from './provide-databases.ts';

/** Ends and removes what this file made, but for the pages. */
export let tearDown = async (): Promise<void> => {};

/** Builds what the browsers will be shown, once: two workers that each built it would take it away from each other. */
export default async function setUp(): Promise<void> {
  tearDown = await provideDatabases();
  await buildPages((sentence) => console.log(sentence));
}
