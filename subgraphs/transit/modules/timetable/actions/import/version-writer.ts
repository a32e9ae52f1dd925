import { type Database, raw, SYSTEM_VIEWER } from '../../../../../../platform/database/index.ts';
import type { VersionTable } from '../../../../migrations/0001-timetable.ts';
import { ImportOvertakenError } from '../../domain/errors.ts';

/** Rows per transaction: some 50 ms each, far below the second that a write may take. */
const CHUNK_ROWS = 1000;

/** A row with the columns of its table; what is left out is null. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A version that is being written and that nobody sees yet. */
export interface OpenVersion {
  id: number;
  feed: string;
}

/** Writes the rows of one version in chunks. Rows wait until a chunk of their table is full; `flush` writes the rest. */
export class VersionWriter {
  readonly #waiting = new Map<VersionTable, Row[]>();

  constructor(
    private readonly database: Database,
    private readonly version: OpenVersion,
  ) {}

  async add(table: VersionTable, row: Row): Promise<void> {
    const rows = this.#waiting.get(table) ?? [];
    this.#waiting.set(table, rows);
    rows.push({ ...row, version: this.version.id });
    if (rows.length >= CHUNK_ROWS) await this.write(table);
  }

  async addAll(table: VersionTable, rows: Iterable<Row>): Promise<void> {
    for (const row of rows) await this.add(table, row);
  }

  async flush(): Promise<void> {
    for (const table of this.#waiting.keys()) await this.write(table);
  }

  /** The version row is the lock: whoever retires it waits for this chunk, and the next chunk finds it retired. */
  private async write(table: VersionTable): Promise<void> {
    const rows = this.#waiting.get(table)?.splice(0) ?? [];
    if (rows.length === 0) return;
    const { id, feed } = this.version;
    await this.database.unitOfWork(SYSTEM_VIEWER, async ({ sql }) => {
      const alive = await sql`
        update feed_version set rows_written = rows_written + ${rows.length}
        where id = ${id} and state = 'WRITING' returning id`;
      if (alive.length === 0) throw new ImportOvertakenError(feed);
      await sql`
        insert into ${raw(table)}
        select * from json_populate_recordset(null::${raw(table)}, ${JSON.stringify(rows)}::json)`;
    });
  }
}
