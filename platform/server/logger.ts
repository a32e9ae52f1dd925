import { type Logger, pino } from 'pino';

/** Keys whose values never reach the log, wherever they stand. */
const SECRET = ['authorization', 'cookie', 'password', 'token', 'secret', 'variables', 'data'];

export interface LoggerOptions {
  level?: string;
  name?: string;
  /** File descriptor or path; standard output unless said otherwise. */
  destination?: number | string;
}

/**
 * JSON log without personal data: of an error its class, code, text of our own making and stack, never what the database
 * said about values (PostgreSQL repeats rows in `detail`).
 */
export function makeLogger({ level = 'info', name = 'stadttor', destination = 1 }: LoggerOptions = {}): Logger {
  return pino(
    {
      name,
      level,
      redact: { paths: SECRET.flatMap((key) => [key, `*.${key}`]), censor: '[hidden]' },
      serializers: { err: serializeError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    // For its owner alone: a line may name what somebody asked for.
    pino.destination({ dest: destination, sync: true, mode: 0o600 }),
  );
}

function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error === undefined ? undefined : { message: 'not an error object' };
  const { name, stack, code } = error as Error & { code?: unknown };
  const frames = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  const cause = error.cause === undefined ? undefined : serializeError(error.cause);
  return { name, code, message: firstLine(error.message), frames, cause };
}

const firstLine = (text: string) => text.split('\n', 1)[0]?.slice(0, 300);
