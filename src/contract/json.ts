/** What a text is in JSON; undefined where it is none, which fits no schema. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
