const MEBIBYTE = 1024 * 1024;

/** What an archive may cost. A zip bomb passes none of these; the largest regional feeds stay far below. */
export interface ArchiveLimits {
  /** Entries, folders included; default 1,000. */
  entries: number;
  /** Unpacked size of all entries together in bytes; default 2 GiB. */
  unpackedBytes: number;
  /** Unpacked by packed size of one entry; default 200. Timetables reach about 30. */
  ratio: number;
  /** Below this unpacked size in bytes the ratio is not looked at: tiny files of blanks pack well. Default 16 MiB. */
  ratioFromBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 1_000,
  unpackedBytes: 2 * 1024 * MEBIBYTE,
  ratio: 200,
  ratioFromBytes: 16 * MEBIBYTE,
};
