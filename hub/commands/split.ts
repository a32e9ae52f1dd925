import '../quiet-runtime.ts';
import { HubError } from '../../platform/errors/index.ts';
import { readHubConfig } from '../config.ts';
import { type SplitHub, startSplit } from '../split/start-split.ts';

/** `npm run split`: gateway, subgraphs and sandbox as separate processes on this machine. */
try {
  const config = readHubConfig(process.env, process.argv);
  const hub = await startSplit(config);
  stopOnSignals(hub);
  process.stdout.write(`Stadttor is ready at ${config.publicUrl}\n`);
} catch (error) {
  process.stderr.write(`Stadttor did not start. ${error instanceof HubError ? error.message : String(error)}\n`);
  process.exit(1);
}

function stopOnSignals(hub: SplitHub): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await hub.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}
