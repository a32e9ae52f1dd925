import { describe, expect, it } from '@jest/globals';
import { Flow, readNext, type Taker } from './flow.ts';

/** Gives what is pushed, and counts how often it was asked. */
class Source extends Flow<number> {
  asked = 0;
  isStopped = false;
  push = (value: number) => this.give(value);
  break = (reason: unknown) => this.fail(reason);

  protected pull(): void {
    this.asked++;
  }

  protected stop(): void {
    this.isStopped = true;
  }
}

/** Writes down what it is told. */
class Notes implements Taker<number> {
  readonly told: unknown[] = [];
  take = (value: number) => void this.told.push(value);
  end = () => void this.told.push('end');
  fail = (reason: unknown) => void this.told.push(reason);
}

describe('a flow', () => {
  it('is asked once for each value, by promise or by pointer', async () => {
    const source = new Source();
    const notes = new Notes();
    const first = source.next();
    source.push(1);
    readNext(source, notes);
    source.push(2);
    source.push(3);
    expect(await first).toEqual({ done: false, value: 1 });
    expect([notes.told, source.asked]).toEqual([[2], 2]);
  });

  it('ends a wait at once on return, and lets go of what is behind it', async () => {
    const source = new Source();
    const waiting = source.next();
    await source.return();
    expect([await waiting, source.isStopped, source.isAwaited]).toEqual([
      { done: true, value: undefined },
      true,
      false,
    ]);
  });

  it('hands a failure to whoever waits', async () => {
    const source = new Source();
    const waiting = source.next().catch((reason) => reason);
    source.break('broken');
    expect(await waiting).toBe('broken');
  });

  it('is left when a loop over it ends', async () => {
    const source = new Source();
    const looping = (async () => {
      for await (const value of source) if (value === 1) break;
    })();
    source.push(1);
    await looping;
    expect(source.isStopped).toBe(true);
  });
});

describe('any other iterator', () => {
  it('is read the same way', async () => {
    const notes = new Notes();
    const generator = (async function* () {
      yield 1;
      throw new Error('over');
    })();
    for (let n = 1; n <= 3; n++) {
      readNext(generator, notes);
      while (notes.told.length < n) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(notes.told).toEqual([1, new Error('over'), 'end']);
  });
});
