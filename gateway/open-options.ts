import { parseArgs } from 'node:util';
import { ConfigError, type Environment } from '../platform/config/index.ts';

export interface OpenOptions {
  /** Path of the supergraph. */
  readonly supergraph: string;
  readonly port: number;
  readonly host: string;
  /** Whether equal work at the same moment is done once. */
  readonly coalesce: boolean;
}

export const USAGE =
  'npm run -s gateway -- --supergraph FILE --port N --open [--host HOST] [--coalesce] [--i-know-this-is-open]';

/**
 * Reads the command line of the open gateway. Open must be said, and in production said twice.
 *
 * @throws ConfigError naming the option that is missing or unsafe
 */
export function readOpenOptions(args: readonly string[], env: Environment): OpenOptions {
  const values = parse(args);
  if (!values.open) throw new ConfigError('--open', 'must be given: this gateway lets everybody in');
  if (env.NODE_ENV === 'production' && !values['i-know-this-is-open'])
    throw new ConfigError('--open', 'is refused with NODE_ENV=production, unless --i-know-this-is-open is given too');
  if (!values.supergraph) throw new ConfigError('--supergraph', 'must name a file');
  const port = Number(values.port ?? 4000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError('--port', 'must be a whole number from 0 to 65535');
  return { supergraph: values.supergraph, port, host: values.host ?? 'localhost', coalesce: values.coalesce === true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        supergraph: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        open: { type: 'boolean' },
        'i-know-this-is-open': { type: 'boolean' },
        coalesce: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new ConfigError('command line', `${(error as Error).message.split('.', 1)[0]}. Usage: ${USAGE}`);
  }
}
