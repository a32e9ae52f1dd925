import { type ClassType, Field, ObjectType } from 'type-graphql';
import { BadUserInputError } from '../errors/index.ts';
import { PageInfo } from './types.ts';

export const MAX_FIRST = 100;
export const DEFAULT_FIRST = 20;

/** One page of a list, before it is dressed as a connection. `items` are at most `first`. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** An asked page: `after` is the key of the last item seen, as it was before `encodePlace`. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/**
 * Checks `first` (1 to 100, default 20) and decodes `after`.
 *
 * @throws BadUserInputError for a `first` out of range or an `after` that is no page cursor
 */
export function toPageRequest({ first, after }: { first?: number | null; after?: string | null }): PageRequest {
  const count = first ?? DEFAULT_FIRST;
  if (count < 1 || count > MAX_FIRST) throw badArgument('first', 'A page has 1 to 100 items.');
  return { first: count, after: after ? decodePlace(after) : null };
}

/** Page cursors are the key of the item, wrapped so that nobody builds on what is inside. */
export const encodePlace = (key: string): string => Buffer.from(`k:${key}`).toString('base64url');

function decodePlace(cursor: string): string {
  const text = cursor.length > 400 ? '' : Buffer.from(cursor, 'base64url').toString('utf8');
  if (!text.startsWith('k:')) throw badArgument('after', 'This is not a cursor of this list.');
  return text.slice(2);
}

const badArgument = (name: string, message: string) =>
  new BadUserInputError(message, { problems: [{ path: `/${name}`, rule: 'range' }] });

export interface Connection<Item> {
  edges: { node: Item; cursor: string }[];
  nodes: readonly Item[];
  pageInfo: PageInfo;
  totalCount?: number;
}

/** Dresses a page as a Relay connection; `keyOf` names the key that continues after an item. */
export function toConnection<Item>(page: Page<Item>, keyOf: (item: Item) => string): Connection<Item> {
  const edges = page.items.map((node) => ({ node, cursor: encodePlace(keyOf(node)) }));
  return {
    edges,
    nodes: page.items,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Takes `first + 1` rows as read and tells whether there are more. */
export const toPage = <Item>(rows: readonly Item[], { first, after }: PageRequest): Page<Item> => ({
  items: rows.slice(0, first),
  hasNextPage: rows.length > first,
  hasPreviousPage: after !== null,
});

/**
 * Makes the classes of a Relay connection for a node class: `CaseConnection` and `CaseEdge` for `Case`.
 * Extend the connection class to add fields such as the live `cursor`.
 */
export function connectionOf<Node extends object>(name: string, Node: ClassType<Node>) {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list.` })
  class Edge {
    @Field(() => Node, { nullable: true, description: 'The item.' })
    node!: Node;

    @Field(() => String, { description: 'Continues after this item.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list (Relay), at most ${MAX_FIRST} items.` })
  class NodeConnection {
    @Field(() => [Edge], { nullable: true, description: 'Items with their cursors.' })
    edges!: Edge[];

    @Field(() => [Node], { nullable: true, description: 'The items themselves.' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'Where the page begins and ends.' })
    pageInfo!: PageInfo;
  }
  return NodeConnection;
}
