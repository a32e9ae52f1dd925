import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Walk } from './walk.ts';

type Stored = Record<string, unknown>;

const NAMES = ['a', 'b', 'constructor', '"', '\u2028', 'x y', '__typename'];
const SO_OFTEN_THAT_IT_IS_HOT = 202;

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(null, undefined, 0, 'Bus', 'Bin'),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('any'), { noNullPrototype: false, maxKeys: 4 }),
  ),
})).any as fc.Arbitrary<unknown>;
const path = fc.array(fc.constantFrom('@', '@', ...NAMES), { maxLength: 4 });

/** What a walk meets, and what it leaves behind: the second of each two objects is put out of the way. */
function walked(walk: Walk, root: Stored): unknown[] {
  const met: unknown[] = [];
  walk.through(root, (object, identifying) => {
    met.push(object, identifying);
    return met.length % 4 === 0 ? { instead: true } : object;
  });
  return [...met, root];
}

describe('a walk through the store', () => {
  it('meets the same objects after a thousand times as it did at first', () => {
    const plain = fc.constantFrom(undefined, { typename: 'Bus', names: ['a'] }, { typename: 'Bus', names: ['a', 'b'] });
    fc.assert(
      fc.property(path, plain, fc.dictionary(fc.constantFrom(...NAMES), value), (steps, representation, root) => {
        const hot = new Walk(steps, representation);
        for (let time = 0; time < SO_OFTEN_THAT_IT_IS_HOT; time++) hot.through({}, (object) => object);
        const [one, other] = [structuredClone(root), structuredClone(root)];
        expect(walked(hot, one)).toEqual(walked(new Walk(steps, representation), other));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out nulls, and objects that say they are something else', () => {
    const root = {
      stops: [{ id: '1' }, null, { id: '2', __typename: 'Bin' }, [{ id: '3' }], { id: '4', __typename: 'Bus' }],
    };
    const ids: unknown[] = [];
    new Walk(['stops', '@'], { typename: 'Bus', names: ['id'] }).through(root, (object, id) => {
      ids.push(id);
      return object;
    });
    expect(ids).toEqual(['1', '4']);
  });
});
