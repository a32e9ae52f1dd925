import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';
import { directiveArguments, type FieldedType } from './supergraph-document.ts';

/**
 * Planner fault 1: the planner may re-enter a subgraph by a key that this subgraph declared `resolvable: false`.
 * The cure: such keys leave the planner's copy of the supergraph wherever the type has a resolvable key for the same graph.
 * The last key of an `isInterfaceObject` type stays, subgraph extraction needs it; it is never the one with a sister.
 */
export function dropNonResolvableKeys(document: DocumentNode): DocumentNode {
  const drop = <T extends FieldedType>(node: T): T | undefined => {
    const joins = (node.directives ?? []).filter(isJoinType).map((directive) => ({
      directive,
      ...readJoin(directive),
    }));
    const reachable = new Set(joins.filter((join) => join.hasKey && join.resolvable).map((join) => join.graph));
    const dropped = new Set(
      joins
        .filter((join) => join.hasKey && !join.resolvable && reachable.has(join.graph))
        .map((join) => join.directive),
    );
    if (dropped.size === 0) return undefined;
    return { ...node, directives: node.directives?.filter((directive) => !dropped.has(directive)) };
  };
  return visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: drop,
    [Kind.INTERFACE_TYPE_DEFINITION]: drop,
  });
}

const isJoinType = (directive: ConstDirectiveNode): boolean => directive.name.value === 'join__type';

function readJoin(directive: ConstDirectiveNode) {
  const { graph, key, resolvable } = directiveArguments(directive);
  return { graph, hasKey: typeof key === 'string', resolvable: resolvable !== false };
}
