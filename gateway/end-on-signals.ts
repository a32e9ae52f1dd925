import type { Gateway } from './server.ts';

/** Drains at the first signal, then ends the process. A second signal does not wait. */
export function endOnSignals(gateway: Pick<Gateway, 'close'>): void {
  let isEnding = false;
  const end = async () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    await gateway.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
}
