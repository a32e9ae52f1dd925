import '../quiet-runtime.ts';
import { HubError } from '../../platform/errors/index.ts';
import { readHubConfig } from '../config.ts';
import { localTarget } from '../seed/local-target.ts';
import { seedDemo } from '../seed/seed-demo.ts';
import { type Hub, startHub } from '../start-hub.ts';

let isStopping = false;

/** `npm start`: everything in one process, on embedded defaults unless the environment says otherwise. */
try {
  const config = readHubConfig(process.env, process.argv);
  const hub = await startHub(config);
  stopOnSignals(hub);
  void hub.lost.then(
    () => isStopping || endWith('The connection that kept other hubs away broke. Start Stadttor again.'),
  );
  if (hub.sandbox) await seedDemo(localTarget(hub, hub.sandbox));
  hub.phases.end('seed');
  hub.logger.info({ startMs: hub.phases.all }, 'ready');
  process.stdout.write(`Stadttor is ready at ${config.publicUrl}\n`);
} catch (error) {
  const why = error instanceof HubError ? error.message : String((error as Error).stack);
  endWith(`Stadttor did not start. ${why}`);
}

function endWith(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

function stopOnSignals(hub: Hub): void {
  const stop = async () => {
    if (isStopping) return;
    // Stopping ends the server, and with it the connection that held the lock.
    isStopping = true;
    await hub.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}
