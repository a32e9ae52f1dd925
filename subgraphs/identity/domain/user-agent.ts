const FAMILIES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
];

/** Family of a browser (Browserfamilie): enough for a citizen to know her own device again, too little to follow it. */
export const userAgentFamily = (header: string | undefined): string =>
  FAMILIES.find(([, pattern]) => pattern.test(header ?? ''))?.[0] ?? 'other';
