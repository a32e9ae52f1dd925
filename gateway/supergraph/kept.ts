import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** The last good supergraph, kept in a file for the next start. */
export class KeptSupergraph {
  constructor(private readonly path: string) {}

  /** Undefined when none was kept yet. */
  read(): string | undefined {
    try {
      return readFileSync(this.path, 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Whole or not at all, also when the process ends meanwhile. */
  async keep(supergraphSdl: string): Promise<void> {
    const fresh = `${this.path}.${process.pid}.new`;
    await writeFile(fresh, supergraphSdl);
    await rename(fresh, this.path);
  }
}
