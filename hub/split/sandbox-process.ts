import '../quiet-runtime.ts';
import { readHubConfig } from '../config.ts';
import { openSandbox, sandboxSettings } from '../sandbox.ts';
import { loadSecret } from '../secret.ts';

/** The stand-ins alone, for the split form. */
const config = readHubConfig(process.env);
const sandbox = await openSandbox(config, await sandboxSettings(config, loadSecret(config)));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void sandbox.close().then(() => process.exit(0)));
