/** A provider's colour as `#rrggbb` or CSS name in lower case; undefined for anything else, which could carry markup. */
export function toColor(text: string | undefined): string | undefined {
  const color = text?.trim().toLowerCase() ?? '';
  if (/^[a-z]{3,24}$/.test(color)) return color;
  const hex = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/.exec(color)?.[1];
  if (!hex) return undefined;
  return `#${hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex}`;
}
