/** Where the files of a feed come from: a folder, a zip or memory. A file can be opened more than once. */
export interface GtfsSource {
  /** Folder or archive name without its ending, for a feed that does not name itself. */
  readonly name: string;
  /** Names of the files, without a folder. */
  readonly files: ReadonlySet<string>;
  /** Streams a file; only names from `files`. */
  open(file: string): AsyncIterable<Uint8Array>;
  /** Gives back file handles; a second call does nothing. */
  close(): Promise<void>;
}

/** A source in memory, for tests and for uploads that are small. */
export function memorySource(contents: Readonly<Record<string, string | Uint8Array>>, name = 'memory'): GtfsSource {
  const bytes = new Map(Object.entries(contents).map(([file, content]) => [file, toBytes(content)]));
  return {
    name,
    files: new Set(bytes.keys()),
    async *open(file) {
      yield bytes.get(file) ?? new Uint8Array();
    },
    close: async () => {},
  };
}

const toBytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
