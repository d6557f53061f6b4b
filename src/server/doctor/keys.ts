import type { CredentialKey } from '../config.ts';
import { look, mend, ok, type Finding } from './finding.ts';

const ABOUT = 'CREDENTIAL_KEYS';
const MAKE_ONE =
  'Make one with: openssl rand -base64 32. Put it in front, start the servers with it, and run: npm run reseal. It says when this one may go.';
/** Of 32 random bytes 30 are different as a rule; fewer than this many are once in seven thousand million keys. */
const LEAST_DIFFERENT = 20;

/** Whether the keys that seal credentials could be guessed. Says which key by its id, and nothing of the key. */
export function keyFindings(keys: readonly CredentialKey[]): Finding[] {
  const weak = keys.flatMap(({ id, key }) => {
    const because = weaknessOf(key);
    return because === null ? [] : [mend(ABOUT, `Key "${id}" ${because}.`, MAKE_ONE)];
  });
  const same = keys.filter(({ key }, index) => keys.findIndex((other) => isSame(other.key, key)) !== index);
  const twice = same.map(({ id }) =>
    mend(ABOUT, `Key "${id}" is another key's under a new id.`, `That rotates nothing. ${MAKE_ONE}`),
  );
  const [newest] = keys;
  const findings = [...weak, ...twice];
  if (keys.length > 1)
    findings.push(
      look(
        ABOUT,
        `There are ${keys.length} keys; "${newest?.id}" seals, the others only open.`,
        'Run: npm run reseal. It says which of them may go.',
      ),
    );
  return findings.length > 0 ? findings : [ok(ABOUT, `One key, "${newest?.id}", of 32 random bytes.`)];
}

/** Why a key is not random; null when nothing speaks against it. */
function weaknessOf(key: Uint8Array): string | null {
  if (key.every((byte) => byte === 0)) return 'is nothing but zeros';
  if (isText(key)) return 'is a text, not random bytes';
  if (new Set(key).size < LEAST_DIFFERENT) return 'repeats itself';
  const [first = 0, second = 0] = key;
  const step = second - first;
  return key.every((byte, index) => byte === ((first + index * step) & 255)) ? 'counts up' : null;
}

/** Thirty-two random bytes are all of them printable once in 10^13. */
const isText = (key: Uint8Array): boolean => key.every((byte) => byte >= 0x20 && byte < 0x7f);

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(Buffer.from(other));
