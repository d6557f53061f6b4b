import { loadConfig } from './config.ts';
import { nodeFault } from './node-version.ts';
import { isAmiss, sentencesOf } from './reseal/sentences.ts';
import { rotate } from './wiring/rotating.ts';

/** Puts the newest of CREDENTIAL_KEYS in the place of all others, beside servers that run, and says which may go. */
async function run(): Promise<void> {
  const tooOld = nodeFault(process.version);
  if (tooOld !== null) return end([tooOld], 1);
  const config = loadConfig(process.env);
  if (!config.ok) return end(config.failure, 1);
  const keys = config.value.credentialKeys.map(({ id }) => id);
  try {
    const rotation = await rotate(config.value);
    end(sentencesOf(rotation, keys), isAmiss(rotation, keys) ? 1 : 0);
  } catch (error) {
    // What was done by then stays done, and the next run goes on from there.
    end([`It did not come to its end: ${error instanceof Error ? error.message : String(error)}`], 1);
  }
}

function end(sentences: readonly string[], code: number): void {
  process.stdout.write(`${sentences.join('\n')}\n`);
  process.exitCode = code;
}

await run();
