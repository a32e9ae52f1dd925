import { createClient } from 'graphql-sse';
import { AUTHORIZATION, type Events, HUB, type Me, play } from './story.ts';

/** graphql-sse: each operation an event stream of its own ("distinct connections"). */
const client = createClient({ url: `${HUB}/graphql`, headers: { authorization: AUTHORIZATION } });

/** The first answer; leaving the loop ends the operation. */
async function first<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  for await (const { data, errors } of client.iterate<Data>({ query, variables })) {
    if (data) return data;
    throw new Error(JSON.stringify(errors));
  }
  throw new Error('no answer');
}

await play({
  query: (document) => first<Me>(document),
  nextEvent: (document, variables) => first<Events>(document, variables),
  close: () => client.dispose(),
});
