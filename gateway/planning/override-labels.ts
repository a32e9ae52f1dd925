/** Decides for one request whether a progressive `@override` applies. */
export type OverrideChoice = (label: string) => boolean;

const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;

/** `percent(10)` applies to a tenth of the requests; any other label applies to none, unless the operator says otherwise. */
export const rollOverride: OverrideChoice = (label) => {
  const percent = PERCENT.exec(label)?.[1];
  return percent !== undefined && Math.random() * 100 < Number(percent);
};

/** The choice for every label of the supergraph, in a fixed order. */
export const chooseOverrides = (labels: readonly string[], choose: OverrideChoice): ReadonlyMap<string, boolean> =>
  new Map(labels.map((label) => [label, choose(label)]));
