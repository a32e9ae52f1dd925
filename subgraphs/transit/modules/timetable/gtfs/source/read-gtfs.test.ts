import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { GtfsInvalidError } from '../../domain/errors.ts';
import { makeFeed, writeFeed, zipFeed } from '../testing/make-feed.ts';
import { validateGtfs } from '../validate-gtfs.ts';
import { ARCHIVE_LIMITS } from './limits.ts';
import { readGtfs } from './read-gtfs.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gtfs-'));
});
afterEach(() => rm(folder, { recursive: true }));

const writeZip = async (bytes: Uint8Array): Promise<string> => {
  const path = join(folder, 'feed.zip');
  await writeFile(path, bytes);
  return path;
};

async function errorsOf(path: string) {
  const source = await readGtfs(path);
  try {
    return (await validateGtfs(source)).errors;
  } finally {
    await source.close();
  }
}

const problemOf = (path: string, limits = ARCHIVE_LIMITS) =>
  readGtfs(path, limits).then(
    () => undefined,
    (error: GtfsInvalidError) => error.details.problems,
  );

describe('readGtfs', () => {
  it('reads a folder, and a feed in one sub folder of it', async () => {
    await writeFeed(join(folder, 'inner'), makeFeed());
    expect(await errorsOf(join(folder, 'inner'))).toEqual([]);
    expect(await errorsOf(folder)).toEqual([]);
  });

  it.each(['', 'vbb/'])('reads a zip with its files below "%s"', async (root) => {
    expect(await errorsOf(await writeZip(zipFeed(makeFeed(), root)))).toEqual([]);
  });

  it('reads entries that are stored and entries that are packed', async () => {
    const files = Object.fromEntries(Object.entries(makeFeed()).map(([name, text]) => [name, strToU8(text)]));
    expect(await errorsOf(await writeZip(zipSync(files, { level: 0 })))).toEqual([]);
  });

  it('misses the files of an empty folder by name', async () => {
    await mkdir(join(folder, 'empty'));
    expect(await errorsOf(join(folder, 'empty'))).toContainEqual(
      expect.objectContaining({ code: 'GTFS_FILE_MISSING', file: 'stops.txt' }),
    );
  });

  it('says when there is nothing at the path', async () => {
    expect(await problemOf(join(folder, 'gone'))).toMatchObject([{ code: 'GTFS_SOURCE_UNREADABLE', file: 'gone' }]);
  });

  it('refuses to choose between two feeds', async () => {
    await writeFeed(join(folder, 'a'), makeFeed());
    await writeFeed(join(folder, 'b'), makeFeed());
    expect(await problemOf(folder)).toMatchObject([{ code: 'GTFS_ARCHIVE_AMBIGUOUS' }]);
  });
});

describe('readGtfs on a hostile archive', () => {
  it.each(['../stops.txt', 'a/../../stops.txt', '/etc/stops.txt', 'C:/stops.txt', 'a\\stops.txt'])(
    'refuses the entry %s',
    async (path) => {
      const zip = await writeZip(zipSync({ [path]: strToU8('x') }));
      expect(await problemOf(zip)).toMatchObject([{ code: 'GTFS_ARCHIVE_UNSAFE' }]);
    },
  );

  it('refuses more entries than the limit', async () => {
    const zip = await writeZip(zipFeed(makeFeed()));
    expect(await problemOf(zip, { ...ARCHIVE_LIMITS, entries: 3 })).toMatchObject([{ code: 'GTFS_ARCHIVE_UNSAFE' }]);
  });

  it('refuses what unpacks to more than the limit', async () => {
    const zip = await writeZip(zipFeed(makeFeed()));
    expect(await problemOf(zip, { ...ARCHIVE_LIMITS, unpackedBytes: 100 })).toMatchObject([
      { code: 'GTFS_ARCHIVE_UNSAFE' },
    ]);
  });

  it('refuses an entry that is packed too tightly', async () => {
    const zip = await writeZip(zipSync({ 'stop_times.txt': new Uint8Array(17 * 1024 * 1024) }));
    expect(await problemOf(zip)).toMatchObject([{ code: 'GTFS_ARCHIVE_UNSAFE' }]);
  });

  it('stops at an entry that unpacks to more than it says', async () => {
    const bytes = zipFeed(makeFeed());
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(bytes.length - 6, true);
    view.setUint32(directory + 24, 5, true);
    await expect(errorsOf(await writeZip(bytes))).rejects.toMatchObject({
      code: 'GTFS_INVALID',
      details: { problems: [{ code: 'GTFS_ARCHIVE_UNSAFE' }] },
    });
  });

  it('notices an entry whose content was changed', async () => {
    const bytes = zipSync({ 'agency.txt': strToU8('agency_name\nOrtsbus\n') }, { level: 0 });
    bytes[45] = (bytes[45] ?? 0) ^ 1;
    await expect(errorsOf(await writeZip(bytes))).rejects.toMatchObject({
      details: { problems: [{ code: 'GTFS_ARCHIVE_BROKEN' }] },
    });
  });

  it('refuses a file that is no zip', async () => {
    expect(await problemOf(await writeZip(strToU8('stop_id,stop_name')))).toMatchObject([
      { code: 'GTFS_ARCHIVE_BROKEN' },
    ]);
  });

  it('answers any damaged archive with the typed error or a report', async () => {
    const whole = zipFeed(makeFeed());
    const damage = fc.tuple(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length));
    const property = fc.asyncProperty(damage, async ([at, value, length]) => {
      const bytes = whole.slice(0, length % 2 === 0 ? whole.length : length);
      bytes[at] = value;
      const outcome = await errorsOf(await writeZip(bytes)).catch((error: unknown) => error);
      expect(Array.isArray(outcome) || outcome instanceof GtfsInvalidError).toBe(true);
    });
    await fc.assert(property, { numRuns: 200 });
  });
});
