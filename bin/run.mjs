/** `node bin/run.mjs FILE.ts [arguments]`: installs what is missing, then runs the file on a Node that is new enough. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installWhatIsMissing, root } from './install.mjs';
import { findNode, isNewEnough } from './node.mjs';

const [file, ...rest] = process.argv.slice(2);

installWhatIsMissing();
if (isNewEnough) await runHere();
else runThere();

/** In this very process: signals reach the hub directly. */
async function runHere() {
  const path = resolve(root, file);
  process.argv = [process.argv[0], path, ...rest];
  await import('./register.mjs');
  // type-graphql and MikroORM read it while classes are being declared, before any import of theirs could bring it.
  await import('reflect-metadata');
  await import(pathToFileURL(path).href);
}

function runThere() {
  const child = spawn(findNode(), [...process.execArgv, join(root, 'bin', 'run.mjs'), file, ...rest], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
