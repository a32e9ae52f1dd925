import { MapWithCachedArrays } from '@apollo/federation-internals';

/** What we use of the planner's own class for one fetch in the making. */
interface FetchGroup {
  isDescendantOf(other: FetchGroup): boolean;
  mergeInWithAllDependencies(other: FetchGroup): void;
}

/**
 * Planner fault 10: it merges fetches with equal inputs to one subgraph although one waits for the other, over a third. The
 * circle that this makes is then walked until the memory for it ends, after a quarter of a minute. Two interface objects and
 * a `@requires` are enough. The cure: such fetches stay apart. The library keeps the class to itself, so it is met where its
 * first object is put into a map that is not.
 */
export function keepFromCircling(): void {
  const put = MapWithCachedArrays.prototype.set;
  MapWithCachedArrays.prototype.set = function (key, value) {
    if (isFetchGroup(value)) {
      MapWithCachedArrays.prototype.set = put;
      mergeWithoutCircles(Object.getPrototypeOf(value));
    }
    return put.call(this, key, value);
  };
}

const isFetchGroup = (value: unknown): value is FetchGroup =>
  typeof value === 'object' && value !== null && 'mergeInWithAllDependencies' in value && 'isDescendantOf' in value;

function mergeWithoutCircles(prototype: FetchGroup): void {
  const merge = prototype.mergeInWithAllDependencies;
  prototype.mergeInWithAllDependencies = function (this: FetchGroup, other: FetchGroup): void {
    if (!this.isDescendantOf(other) && !other.isDescendantOf(this)) merge.call(this, other);
  };
}
