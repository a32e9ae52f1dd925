import { withConnection } from '../platform/database/cluster/connect.ts';
import { eventually } from './eventually.ts';

/** Lets every linked account come from this issuer: in a clone they came from the sandbox of the hub that was seeded. */
export const adoptIssuer = (identityUrl: string, issuer: string): Promise<void> =>
  withConnection(identityUrl, async (client) => {
    await client.query('update linked_account set issuer = $1', [issuer]);
  });

/** What the server does by itself within a minute of an import: without it the planner takes every table for a small one. */
export const analyze = (url: string): Promise<void> =>
  withConnection(url, async (client) => {
    await client.query('analyze');
  });

type Place = readonly [subgraph: string, adminUrl: string];

/** Waits until every event has its number and every consumer stands at the end of the log it follows. */
export const settle = (places: readonly Place[]): Promise<void> =>
  eventually(async () => {
    const states = await Promise.all(places.map(readState));
    const heads = new Map(states.map(({ name, head }) => [name, head]));
    const behind = states.flatMap(({ name, unnumbered, consumers }) => [
      ...(unnumbered > 0 ? [`${name} has not numbered all of its log`] : []),
      ...consumers
        .filter(({ source, seq }) => seq < (heads.get(source) ?? 0))
        .map(({ source }) => `${name} < ${source}`),
    ]);
    if (behind.length > 0) throw new Error(behind.join(', '));
  }, 20_000);

interface State {
  readonly name: string;
  readonly head: number;
  readonly unnumbered: number;
  readonly consumers: readonly { source: string; seq: number }[];
}

const readState = ([name, url]: Place): Promise<State> =>
  withConnection(url, async (client) => {
    const log = await client.query<{ head: number; unnumbered: number }>(
      'select coalesce(max(seq), 0)::int as head, count(*) filter (where seq is null)::int as unnumbered from event',
    );
    const { rows } = await client.query<{ source: string; seq: number }>('select source, seq::int from consumer');
    return { name, head: 0, unnumbered: 0, ...log.rows[0], consumers: rows };
  });
