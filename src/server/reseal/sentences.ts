import type { Hanging, Rotation } from '../../domain/rotation.ts';

/** What was done, what was left, and which keys may go. `keys` are those that are configured. */
export function sentencesOf(rotation: Rotation, keys: readonly string[]): string[] {
  const { newest, dataKeys, contents, channels, unnamed, damaged, lost, hanging } = rotation;
  const older = keys.filter((id) => id !== newest);
  const unknown = hanging.filter(({ keyId }) => !keys.includes(keyId));
  const said = [
    dataKeys + contents + channels === 0
      ? `There was nothing to change: key "${newest}" has what it can have.`
      : `Key "${newest}" has taken the place of others. Keys of passwords and sign-ins: ${dataKeys}, of messages’ contents: ${contents}; channels sealed or marked anew: ${channels}.`,
  ];
  for (const keyId of older) {
    const still = hanging.find((one) => one.keyId === keyId);
    said.push(
      still === undefined
        ? `Nothing hangs on key "${keyId}" any more: take it out of CREDENTIAL_KEYS.`
        : `Key "${keyId}" has to stay. ${whatHangsOn(still)} What is under way is over within the hour: run this again then.`,
    );
  }
  for (const one of unknown)
    said.push(
      `Key "${one.keyId}" is not in CREDENTIAL_KEYS. ${whatHangsOn(one)} It was left as it is, and opens by no other: put that key behind the others, and run this again.`,
    );
  if (unnamed > 0) said.push(`Keys of what was removed, which nothing named any more, destroyed: ${unnamed}.`);
  if (damaged > 0) said.push(`What does not open by the key that it names, and was left as it is: ${damaged}.`);
  if (lost > 0)
    said.push(
      `Channels whose password or sign-in has no key any more: ${lost}. Whose they are is asked to give it again.`,
    );
  return said;
}

/** Whether something does not open, and will not by itself. */
export const isAmiss = ({ hanging, damaged }: Rotation, keys: readonly string[]): boolean =>
  damaged > 0 || hanging.some(({ keyId }) => !keys.includes(keyId));

const whatHangsOn = ({ secrets, contents }: Hanging): string =>
  `Passwords and sign-ins that hang on it: ${secrets}, messages’ contents: ${contents}.`;
