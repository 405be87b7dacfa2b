/** Waits until something is so, and fails where it is not within a minute, which no loaded machine takes. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 6_000; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`It never came true: ${isSo.toString()}`);
}
