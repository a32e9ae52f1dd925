/** Waits until something is so. Gives up late, shortly before the test itself would: a busy machine is no failure. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs = 25_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`never became true: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
