import '../quiet-runtime.ts';
import { execFileSync } from 'node:child_process';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { SUBGRAPHS } from '../subgraphs.ts';
import { composeHub } from './compose.ts';
import { ROOT, writeOrCheck } from './files.ts';

/** `npm run schema`: prints subgraphs, supergraph and API schema into `schema/`, and reports breaking changes. */
const { files, problems } = await composeHub(SUBGRAPHS);
for (const problem of problems) process.stderr.write(`schema: ${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else {
  writeOrCheck(new Map([...files].map(([path, content]) => [`schema/${path}`, content])), process.argv);
  await reportBreakingChanges(String(files.get('api.graphql')));
}

/** Reported, not refused: before 1.0 a breaking change is a decision to be seen, then named in CHANGELOG.md. */
async function reportBreakingChanges(api: string): Promise<void> {
  const before = committedApi();
  if (!before) return;
  const changes = await diff(buildSchema(before), buildSchema(api));
  for (const { criticality, message } of changes)
    if (criticality.level === CriticalityLevel.Breaking) process.stderr.write(`breaking change: ${message}\n`);
}

function committedApi(): string | undefined {
  try {
    return execFileSync('git', ['show', 'HEAD:schema/api.graphql'], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return undefined;
  }
}
