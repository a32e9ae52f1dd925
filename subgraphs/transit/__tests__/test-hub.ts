import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeLogger } from '../../../platform/server/index.ts';
import { startTestSubgraph, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { makeTransit } from '../main.ts';
import { importGtfs } from '../modules/timetable/actions/import-gtfs.ts';
import type { ImportReport } from '../modules/timetable/domain/import-report.ts';
import { makeFeed, writeFeed } from '../modules/timetable/gtfs/testing/make-feed.ts';

/** A transit subgraph with a clock under control and feeds to import. */
export interface TransitHub extends TestSubgraph {
  /** Sets the clock. */
  setNow(now: string): void;
  importFolder(path: string, feedId?: string): Promise<ImportReport>;
  /** Imports files; those of the smallest feed stand in for what is not given. */
  importFiles(
    feedId: string,
    files?: Readonly<Record<string, string | Iterable<string> | null>>,
  ): Promise<ImportReport>;
}

export async function startTransit(now: string, env: Readonly<Record<string, string>> = {}): Promise<TransitHub> {
  let time = new Date(now);
  const hub = await startTestSubgraph(
    makeTransit(() => time),
    { env },
  );
  const parts = { database: hub.running.database, logger: makeLogger({ level: 'silent' }) };
  const importFolder = (path: string, feedId?: string) => importGtfs(parts, path, { feedId, graceMs: 0 });
  return {
    ...hub,
    setNow: (text) => {
      time = new Date(text);
    },
    importFolder,
    importFiles: (feedId, files = {}) =>
      inFolder((folder) => write(folder, files).then(() => importFolder(folder, feedId))),
  };
}

const write = (folder: string, files: Readonly<Record<string, string | Iterable<string> | null>>) =>
  writeFeed(folder, makeFeed(files as Record<string, string | null>));

async function inFolder<Result>(fn: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'transit-feed-'));
  try {
    return await fn(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
