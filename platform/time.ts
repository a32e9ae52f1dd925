/** Durations in milliseconds, so that a number in the code carries its unit. */
export const MILLISECOND = 1;
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The zone in which German public bodies reckon days (source: Zeitgesetz section 4). */
export const BERLIN = 'Europe/Berlin';

/** A source of the present moment. Rules take it as an argument; tests hand in a clock they control. */
export type Clock = () => Date;
export const systemClock: Clock = () => new Date();
