/** Works on all of them, so many at once, and gives back what came of each. */
export async function several<T, U>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<U>,
): Promise<U[]> {
  const results: U[] = [];
  const waiting = items.entries();
  const take = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, take));
  return results;
}
