import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import { GtfsInvalidError } from '../../domain/errors.ts';
import { refuse } from '../import-log.ts';
import { isBomb, unsafe } from './check-archive.ts';
import type { ArchiveLimits } from './limits.ts';
import { readAt, type ZipEntry } from './zip-directory.ts';

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
/** Deflate packs at most about 1,000 to 1, so one chunk unpacks to 32 MiB at the very worst. */
const CHUNK_BYTES = 32 * 1024;
const STORED = 0;
const DEFLATED = 8;

/** Streams one entry and checks on the way that it holds what the directory promised: not more, and unharmed. */
export async function* unpackEntry(file: FileHandle, name: string, entry: ZipEntry, limits: ArchiveLimits) {
  let unpacked = 0;
  let crc = 0;
  for await (const chunk of inflated(file, name, entry)) {
    unpacked += chunk.length;
    crc = crc32(chunk, crc);
    if (unpacked > entry.unpackedBytes || isBomb(entry.packedBytes, unpacked, limits))
      throw unsafe(name, `${entry.path} unpacks to more than it says.`);
    yield chunk;
  }
  if (unpacked !== entry.unpackedBytes || crc !== entry.crc) throw broken(name, entry);
}

async function* inflated(file: FileHandle, name: string, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  if (entry.method === STORED) return yield* packedChunks(file, name, entry);
  if (entry.method !== DEFLATED)
    throw refuse('GTFS_ARCHIVE_BROKEN', name, `${entry.path} is packed in an unknown way.`);
  const ready: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => ready.push(chunk));
  try {
    for await (const chunk of packedChunks(file, name, entry)) {
      inflate.push(chunk);
      yield* ready.splice(0);
    }
    inflate.push(new Uint8Array(), true);
  } catch (error) {
    throw error instanceof GtfsInvalidError ? error : broken(name, entry, error);
  }
  yield* ready;
}

async function* packedChunks(file: FileHandle, name: string, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const header = await readAt(file, entry.offset, LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw broken(name, entry);
  let position = entry.offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const end = position + entry.packedBytes;
  while (position < end) {
    const chunk = await readAt(file, position, Math.min(CHUNK_BYTES, end - position));
    if (chunk.length === 0) throw broken(name, entry);
    position += chunk.length;
    yield chunk;
  }
}

const broken = (name: string, entry: ZipEntry, cause?: unknown) =>
  refuse('GTFS_ARCHIVE_BROKEN', name, `${entry.path} inside the archive is damaged.`, cause);
