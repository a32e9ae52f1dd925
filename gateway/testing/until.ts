/** Waits until something is so; fails after 3 seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 3_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`never became true: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
