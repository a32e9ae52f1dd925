/**
 * DHID (Deutschlandweite Haltestellen-ID, also Globale ID): country, county key, stop, area, platform (VDV 432).
 * The area may be empty before a platform, as in `de:12073:900340004::1`.
 */
const DHID = /^(de):(\d{5}(?:\d{3})?):([^:\s]+)(?::([^:\s]*)(?::([^:\s]+))?)?$/;

/** The parts of a DHID; what the id does not name is null. */
export interface Dhid {
  country: string;
  /** Kreis- or Gemeindeschlüssel: 5 or 8 digits of the AGS. */
  district: string;
  /** Haltestelle. */
  stop: string;
  /** Bereich. */
  area: string | null;
  /** Steig. */
  platform: string | null;
}

/** Reads a DHID; null when the text is none. */
export function parseDhid(text: string): Dhid | null {
  const match = DHID.exec(text);
  if (!match) return null;
  const [, country = '', district = '', stop = '', area, platform] = match;
  return { country, district, stop, area: area || null, platform: platform || null };
}

/** Whether a text is a DHID. */
export const isDhid = (text: string): boolean => DHID.test(text);

/** The DHID of the whole stop (Haltestelle) that an area or platform belongs to; null when the text is no DHID. */
export function stationDhid(text: string): string | null {
  const dhid = parseDhid(text);
  return dhid && `${dhid.country}:${dhid.district}:${dhid.stop}`;
}

/** Public stop id (Haltestellen-ID im Graphen): the DHID, the same in every feed; else `feed:stop_id`. */
export const stopPublicId = (feedId: string, stopId: string): string =>
  isDhid(stopId) ? stopId : `${feedId}:${stopId}`;
