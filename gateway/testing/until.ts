/** Waits until something is so; fails after 3 seconds unless told otherwise. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs = 3_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`never became true: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
