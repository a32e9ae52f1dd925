import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** Process numbers mean something on one machine only; a server given by URL may serve several. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);

/** `<template>_c_<machine>_<process>_<random>`: tells who made it, so that the clones of the dead can be found. */
export const cloneName = (template: string): string =>
  `${template}_c_${machine}_${process.pid}_${randomBytes(3).toString('hex')}`;

/** The process that made a clone on this machine; undefined for all other databases. */
export function makerOf(database: string): number | undefined {
  const [, at, pid] = /_c_([0-9a-f]{6})_(\d+)_[0-9a-f]{6}$/.exec(database) ?? [];
  return at === machine ? Number(pid) : undefined;
}
