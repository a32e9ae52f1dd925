type Families = readonly (readonly [name: string, pattern: RegExp])[];

const BROWSERS: Families = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|Chromium|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
];
const SYSTEMS: Families = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
];

/** What an unknown browser is called in rows. */
export const UNKNOWN_DEVICE = 'other';

/**
 * Name of a device (Gerätename): family of browser and system, `Firefox · Android`. Enough for a citizen to know her own
 * device again, too little to follow it.
 */
export function deviceName(userAgent: string | undefined): string {
  const found = [BROWSERS, SYSTEMS].map(
    (families) => families.find(([, pattern]) => pattern.test(userAgent ?? ''))?.[0],
  );
  return found.filter((name) => name !== undefined).join(' · ') || UNKNOWN_DEVICE;
}
