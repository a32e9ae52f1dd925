import { readFileSync } from 'node:fs';
import type { SandboxClient } from './clients.ts';
import type { SandboxOptions } from './start-sandbox.ts';

/** A start that is refused; the message names the variable. */
export class ConfigError extends Error {}

/** Reads the configuration of a sandbox that runs alone from the environment. */
export function readConfig(env: NodeJS.ProcessEnv): Omit<SandboxOptions, 'logger'> {
  if (env.NODE_ENV === 'production') throw new ConfigError('NODE_ENV: the sandbox never starts in production.');
  return {
    port: readPort(env.SANDBOX_PORT),
    host: env.HOST || '127.0.0.1',
    ...(env.SANDBOX_URL && { publicUrl: env.SANDBOX_URL.replace(/\/$/, '') }),
    ...(env.SANDBOX_DATA && { dataFolder: env.SANDBOX_DATA }),
    clients: readClients(env.SANDBOX_CLIENTS),
  };
}

function readPort(text = '4010'): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError('SANDBOX_PORT: must be a port number, 0 for any.');
  return port;
}

function readClients(path: string | undefined): readonly SandboxClient[] {
  if (!path) throw new ConfigError('SANDBOX_CLIENTS: must name a JSON file with the list of clients.');
  try {
    const clients: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (Array.isArray(clients)) return clients as SandboxClient[]; // `startSandbox` checks each of them.
  } catch (cause) {
    throw new ConfigError('SANDBOX_CLIENTS: the file cannot be read as JSON.', { cause });
  }
  throw new ConfigError('SANDBOX_CLIENTS: the file must hold a list.');
}
