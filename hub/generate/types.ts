import { join, relative, resolve } from 'node:path';
import { executeCodegen, loadContext } from '@graphql-codegen/cli';
import { ROOT, writeOrCheck } from './files.ts';

/**
 * `npm run codegen`: types of the graph and of every document the portal asks, as `codegen.yml` says. A document that does
 * not fit the contract ends it, so that a change of the graph cannot break the portal unseen.
 */
const context = await loadContext(join(ROOT, 'codegen.yml'));
context.cwd = ROOT;
context.updateConfig({ silent: true, errorsOnly: true });
const { result, error } = await executeCodegen(context);
if (error) {
  process.stderr.write(`codegen: ${error.message}\n`);
  process.exitCode = 1;
} else
  writeOrCheck(
    new Map(result.map(({ filename, content }) => [relative(ROOT, resolve(ROOT, filename)), content])),
    process.argv,
  );
