/** Headway (Taktfahrt): a trip repeated from `startTime` (included) to `endTime` (excluded), in seconds of the service day. */
export interface Frequency {
  startTime: number;
  endTime: number;
  headwaySeconds: number;
}

/** The times at which the repeated trip leaves its first stop. */
export function frequencyStarts({ startTime, endTime, headwaySeconds }: Frequency): number[] {
  if (headwaySeconds <= 0 || endTime <= startTime) return [];
  return Array.from({ length: Math.ceil((endTime - startTime) / headwaySeconds) }, (_, run) => {
    return startTime + run * headwaySeconds;
  });
}
