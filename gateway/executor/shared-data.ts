/** Data that went to several callers (geteilte Daten), and the text they left as. Only those: to look after them costs. */
const shared = new WeakMap<object, { text: string | undefined }>();

export function markShared(data: object): void {
  if (!shared.has(data)) shared.set(data, { text: undefined });
}

/** What `write` makes of data; for those that are shared it is asked once. */
export function textOnce(data: object, write: () => string): string {
  const slot = shared.get(data);
  if (!slot) return write();
  slot.text ??= write();
  return slot.text;
}
