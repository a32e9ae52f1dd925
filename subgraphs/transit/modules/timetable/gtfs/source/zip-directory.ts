import type { FileHandle } from 'node:fs/promises';
import { refuse } from '../import-log.ts';

/** One file in a zip, as its central directory describes it. */
export interface ZipEntry {
  path: string;
  /** 0 stored, 8 deflated (APPNOTE 4.4.5). */
  method: number;
  crc: number;
  packedBytes: number;
  unpackedBytes: number;
  /** Where its local header begins. */
  offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LONGEST_COMMENT = 0xffff;
/** A directory of a thousand entries fits easily; more is an attack on memory. */
const LARGEST_DIRECTORY = 16 * 1024 * 1024;
const ENCRYPTED = 1;

/**
 * Reads the central directory of a zip (PKWARE APPNOTE 4.3.12, 4.3.16). Only it says what an archive holds: local
 * headers may lie or leave sizes out. Archives in zip64 form are larger than what is accepted, so it is not read.
 */
export async function readZipDirectory(file: FileHandle, name: string): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  const tail = await readAt(
    file,
    Math.max(0, size - END_BYTES - LONGEST_COMMENT),
    Math.min(size, END_BYTES + LONGEST_COMMENT),
  );
  const end = findEnd(tail);
  if (end < 0) throw refuse('GTFS_ARCHIVE_BROKEN', name, 'This is no zip archive, or its end is missing.');
  const count = tail.readUInt16LE(end + 10);
  const bytes = tail.readUInt32LE(end + 12);
  if (bytes > LARGEST_DIRECTORY) throw refuse('GTFS_ARCHIVE_UNSAFE', name, 'The list of entries is too long.');
  return toEntries(await readAt(file, tail.readUInt32LE(end + 16), bytes), count, name);
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  return -1;
}

function toEntries(directory: Buffer, count: number, name: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw refuse('GTFS_ARCHIVE_BROKEN', name, 'The list of entries is damaged.');
    if (directory.readUInt16LE(at + 8) & ENCRYPTED)
      throw refuse('GTFS_ARCHIVE_BROKEN', name, 'The archive is encrypted.');
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push(toEntry(directory.subarray(at), nameBytes));
    at += ENTRY_BYTES + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

const toEntry = (record: Buffer, nameBytes: number): ZipEntry => ({
  path: record.toString('utf8', ENTRY_BYTES, ENTRY_BYTES + nameBytes),
  method: record.readUInt16LE(10),
  crc: record.readUInt32LE(16),
  packedBytes: record.readUInt32LE(20),
  unpackedBytes: record.readUInt32LE(24),
  offset: record.readUInt32LE(42),
});

/** Reads `length` bytes or what is left of the file. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
