import { CsvError, Parser } from 'csv-parse';

/** A record with the line it begins on; the first line is 1. */
export interface CsvRecord {
  line: number;
  values: string[];
}

/** The text is no CSV from this line on. */
export class CsvBrokenError extends Error {
  readonly line: number;
  constructor(line: number, cause: CsvError) {
    super(cause.code, { cause });
    this.line = line;
  }
}

/** Longest record in characters: a quote that is never closed must not swallow a file into memory. */
const LONGEST_RECORD = 128_000;

/** Streams CSV (RFC 4180, as feeds bend it) in batches of about one chunk of input; blank lines are left out. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord[]> {
  const { parser, take } = makeParser();
  const ended = new Promise<void>((resolve, reject) => parser.once('end', resolve).once('error', reject));
  ended.catch(() => {});
  try {
    for await (const chunk of chunks) {
      // The callback comes when the records of the chunk have been taken: so little more than one chunk is ever held.
      const written = new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
      await Promise.race([written, ended]);
      yield take();
    }
    parser.end();
    await ended;
    yield take();
  } catch (error) {
    throw error instanceof CsvError ? toBroken(error) : error;
  } finally {
    parser.destroy();
  }
}

function makeParser() {
  const parser = new Parser({
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_RECORD,
  });
  let line = 1;
  let records: CsvRecord[] = [];
  parser.on('data', (values: string[]) => {
    if (!isBlank(values)) records.push({ line, values });
    line += linesOf(values);
  });
  const take = (): CsvRecord[] => {
    const taken = records;
    records = [];
    return taken;
  };
  return { parser, take };
}

const toBroken = (error: CsvError): CsvBrokenError =>
  new CsvBrokenError('lines' in error && typeof error.lines === 'number' ? error.lines : 1, error);

const isBlank = (values: readonly string[]): boolean => values.length === 1 && values[0]?.trim() === '';

/** A quoted value may span lines. */
function linesOf(values: readonly string[]): number {
  let lines = 1;
  for (const value of values) if (value.includes('\n')) lines += value.split('\n').length - 1;
  return lines;
}
