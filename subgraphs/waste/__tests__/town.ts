import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { makeLogger } from '../../../platform/server/index.ts';
import { startTestSubgraph, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import type { ImportOptions } from '../actions/import-waste.ts';
import { importDemoCalendar, importWaste, makeWaste } from '../main.ts';

/** What a test file works with: the subgraph on a day it chooses, and a way to import files. */
export interface TestTown {
  readonly hub: TestSubgraph;
  /** The clock of the subgraph; set it to travel. */
  now: Date;
  importDemo(...years: number[]): ReturnType<typeof importDemoCalendar>;
  /** Writes the files into a folder of their own and imports that. */
  importFolder(files: Readonly<Record<string, string>>, options?: ImportOptions): ReturnType<typeof importWaste>;
}

/** Starts the waste subgraph once for a test file. Monday, 4 January 2027, in the morning. */
export function useTown(): TestTown {
  const town = { now: new Date('2027-01-04T07:00:00Z') } as { -readonly [Key in keyof TestTown]: TestTown[Key] };
  beforeAll(async () => {
    town.hub = await startTestSubgraph(makeWaste(() => town.now));
  });
  afterAll(() => town.hub.stop());
  const parts = () => ({ database: town.hub.running.database, logger: makeLogger({ level: 'silent' }) });
  town.importDemo = (...years) => importDemoCalendar(parts(), years);
  town.importFolder = async (files, options) => {
    const folder = mkdtempSync(join(tmpdir(), 'waste-'));
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      return await importWaste(parts(), folder, { today: '2027-01-04', ...options });
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  return town;
}

export interface FoundAddress {
  id: string;
  label: string;
}

/** Searches as nobody in particular. */
export async function search({ hub }: TestTown, text: string, first?: number): Promise<FoundAddress[]> {
  const document = 'query ($text: String!, $first: Int) { addresses(search: $text, first: $first) { id label } }';
  const { addresses } = await hub.as().query<{ addresses: FoundAddress[] }>(document, { text, first });
  return addresses;
}

export const labels = async (town: TestTown, text: string, first?: number): Promise<string[]> =>
  (await search(town, text, first)).map(({ label }) => label);

/** The id of the first address found. */
export async function idOf(town: TestTown, text: string): Promise<string> {
  const [found] = await search(town, text);
  if (!found) throw new Error(`No address for ${text}`);
  return found.id;
}

export interface FoundPickup {
  id: string;
  date: string;
  fraction: string;
  label: string;
  colour: string | null;
  originalDate: string | null;
  shiftReason: string | null;
}

/** The dates of an address, as nobody in particular. */
export async function pickups({ hub }: TestTown, id: string, from?: string, first?: number): Promise<FoundPickup[]> {
  const document = `query ($id: ID!, $from: Date, $first: Int) {
    address(id: $id) { pickups(from: $from, first: $first) { id date fraction label colour originalDate shiftReason } }
  }`;
  const { address } = await hub.as().query<{ address: { pickups: FoundPickup[] } }>(document, { id, from, first });
  return address.pickups;
}
