import type { Logger } from 'pino';
import type { Database } from '../../platform/database/index.ts';
import type { SubgraphName } from '../../platform/visa/index.ts';
import { importGtfs } from '../../subgraphs/transit/modules/timetable/actions/import-gtfs.ts';
import { importWaste } from '../../subgraphs/waste/actions/import-waste.ts';

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
}

/** Options of the command; each importer takes what concerns it. */
export interface ImportArguments {
  /** Id of a timetable feed; default: the name of its folder. */
  readonly feed?: string | undefined;
  /** Regionalschlüssel of the town whose collection calendar it is. */
  readonly ars?: string | undefined;
}

interface Report {
  readonly counts: object;
  readonly warnings: readonly object[];
}

export interface Importer {
  readonly subgraph: SubgraphName;
  run(parts: Parts, path: string, args: ImportArguments): Promise<Report>;
}

export const IMPORTERS = {
  gtfs: {
    subgraph: 'transit',
    run: (parts, path, { feed }) => importGtfs(parts, path, { feedId: feed }),
  },
  waste: {
    subgraph: 'waste',
    run: (parts, path, { ars }) => importWaste(parts, path, ars ? { ars } : {}),
  },
} satisfies Record<string, Importer>;

export type ImportKind = keyof typeof IMPORTERS;

const SHOWN = 20;

/** The report as people read it: what was read, then the first warnings. */
export function printReport({ counts, warnings }: Report): string {
  const rows = flat(counts).map(([what, count]) => `${String(count).padStart(9)}  ${what}`);
  const shown = warnings.slice(0, SHOWN).map((warning) => `  ${JSON.stringify(warning)}`);
  const rest = warnings.length > SHOWN ? [`  ... and ${warnings.length - SHOWN} more`] : [];
  return ['Imported:', ...rows, `Warnings: ${warnings.length}`, ...shown, ...rest].join('\n');
}

/** Counts of counts (`pickupsByFraction`) become rows of their own. */
const flat = (counts: object): [what: string, count: unknown][] =>
  Object.entries(counts).flatMap(([what, count]): [string, unknown][] =>
    typeof count === 'object' && count ? flat(count).map(([part, each]) => [`${what} ${part}`, each]) : [[what, count]],
  );
