import { buildPages } from '../../src/sandbox/build.ts';

/** Builds what the browsers will be shown, once: two workers that each built it would take it away from each other. */
export default async function setUp(): Promise<void> {
  await buildPages((sentence) => console.log(sentence));
}
