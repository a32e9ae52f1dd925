import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import type { Stop } from '../entities/stop.ts';
import { stopById } from '../loaders/stop-by-id.ts';

/** Reference resolver of `Stop`: null for an id that no timetable knows. */
export const stopReference = ({ id }: { id: string }, context: RequestContext<never>): Promise<Stop | null> =>
  context.load(stopById, id);
