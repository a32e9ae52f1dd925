import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDemoFeed } from './make-demo-feed.ts';

/** Writes the demo feed anew after a change of the plan: `node --import ./bin/register.mjs subgraphs/transit/demo/write-demo-feed.ts`. */
for (const [file, content] of Object.entries(makeDemoFeed()))
  await writeFile(join(import.meta.dirname, 'musterhagen', file), content);
