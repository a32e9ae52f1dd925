import { pino } from 'pino';
import { ConfigError, readConfig } from './config.ts';
import { startSandbox } from './start-sandbox.ts';

/** Starts the sandbox alone, ends it on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const logger = pino({ name: 'sandbox' });
  const sandbox = await startSandbox({ ...readConfig(process.env), logger });
  const stop = () => void sandbox.close();
  process.once('SIGTERM', stop).once('SIGINT', stop);
  logger.info({ url: sandbox.url }, 'sandbox is ready');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
