import { buildPages } from '../../src/sandbox/build.ts';
import { makeModelDatabase } from './database.ts';

/** Removes what this file made, but for the pages. */
export let tearDown = (): void => {};

/** Builds what the browsers will be shown, once: two workers that each built it would take it away from each other. */
export default async function setUp(): Promise<void> {
  tearDown = await makeModelDatabase();
  await buildPages((sentence) => console.log(sentence));
}
