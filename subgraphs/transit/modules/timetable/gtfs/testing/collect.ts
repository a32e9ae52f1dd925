/** All rows of a stream of batches in one array: for tests, whose feeds are small. */
export async function collect<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}
