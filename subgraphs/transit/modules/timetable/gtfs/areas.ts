import type { Area, Polygon, Position } from '../domain/area.ts';
import { type ImportLog, quoted } from './import-log.ts';
import type { GtfsSource } from './source/gtfs-source.ts';

const FILE = 'locations.geojson';
/** Areas of a whole state fit; JSON must be read in one piece, so it is bounded. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** Reads the areas (Bediengebiete) of locations.geojson; features that are no polygon with an id are reported and left out. */
export async function loadAreas(source: GtfsSource, log: ImportLog): Promise<Area[]> {
  if (!source.files.has(FILE)) return [];
  const features = featuresOf(await readJson(source, log));
  if (!features) {
    log.error('GTFS_FILE_UNREADABLE', { file: FILE }, 'This is no GeoJSON FeatureCollection.');
    return [];
  }
  log.count(FILE, features.length);
  const areas = new Map<string, Area>();
  for (const [index, feature] of features.entries()) addArea(areas, feature, index, log);
  return [...areas.values()];
}

function addArea(areas: Map<string, Area>, feature: unknown, index: number, log: ImportLog): void {
  const area = toArea(feature);
  const field = `features[${index}]`;
  if (!area) log.error('GTFS_GEOMETRY_INVALID', { file: FILE, field }, 'This is no Feature with an id and a polygon.');
  else if (areas.has(area.id))
    log.error('GTFS_ID_DUPLICATE', { file: FILE, field }, `${quoted(area.id)} was there before.`);
  else areas.set(area.id, area);
}

async function readJson(source: GtfsSource, log: ImportLog): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source.open(FILE)) {
    bytes += chunk.length;
    if (bytes > LARGEST_FILE) {
      log.error('GTFS_FILE_UNREADABLE', { file: FILE }, 'The file is too large.');
      return undefined;
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const featuresOf = (json: unknown): unknown[] | undefined =>
  isObject(json) && json.type === 'FeatureCollection' && Array.isArray(json.features) ? json.features : undefined;

function toArea(feature: unknown): Area | undefined {
  if (!isObject(feature) || !isObject(feature.geometry)) return undefined;
  const properties = isObject(feature.properties) ? feature.properties : {};
  const id = typeof feature.id === 'number' ? String(feature.id) : feature.id;
  const polygons = toPolygons(feature.geometry);
  if (typeof id !== 'string' || id === '' || !polygons) return undefined;
  return { id, name: toText(properties.stop_name), description: toText(properties.stop_desc), polygons };
}

const toText = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

function toPolygons({ type, coordinates }: Record<string, unknown>): Polygon[] | undefined {
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  return Array.isArray(polygons) && polygons.length > 0 && polygons.every(isPolygon) ? polygons : undefined;
}

const isPolygon = (value: unknown): value is Polygon => Array.isArray(value) && value.length > 0 && value.every(isRing);

/** A ring closes with its first point, so a triangle has four (RFC 7946, section 3.1.6). */
const isRing = (value: unknown): value is Position[] =>
  Array.isArray(value) && value.length >= 4 && value.every(isPosition);

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && isWithin(value[0], 180) && isWithin(value[1], 90);

const isWithin = (value: unknown, bound: number): boolean => typeof value === 'number' && Math.abs(value) <= bound;
