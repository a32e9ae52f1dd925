import type { DocumentNode } from 'graphql';
import type { SupergraphEngine } from '../make-engine.ts';
import { SupergraphRefusedError } from './errors.ts';

/** What is wrong with an engine, in words; nothing: it may be taken. */
export type CheckCandidate = (candidate: SupergraphEngine) => readonly string[];

const MAX_PROBLEMS = 10;

/**
 * Builds the engine of a candidate (Kandidat) and looks whether it keeps what the operator has promised, before anybody is
 * served by it.
 *
 * @throws SupergraphRefusedError naming what is wrong
 */
export function tryCandidate(
  supergraphSdl: string,
  build: (supergraphSdl: string) => SupergraphEngine,
  check: CheckCandidate,
): SupergraphEngine {
  const engine = buildOrRefuse(supergraphSdl, build);
  const problems = check(engine);
  if (problems.length > 0)
    throw new SupergraphRefusedError('trusted documents do not fit', problems.slice(0, MAX_PROBLEMS));
  return engine;
}

function buildOrRefuse(sdl: string, build: (supergraphSdl: string) => SupergraphEngine): SupergraphEngine {
  try {
    return build(sdl);
  } catch (cause) {
    if (cause instanceof SupergraphRefusedError) throw cause;
    throw new SupergraphRefusedError('no valid supergraph', [(cause as Error).message], { cause });
  }
}

/** The text that a document was parsed from. */
export const textOf = (document: DocumentNode): string | undefined => document.loc?.source.body;
