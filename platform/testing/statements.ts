import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

const recorder = new AsyncLocalStorage<string[]>();
const CONTROL = /^\s*(begin|commit|rollback|select set_config|set )/i;
let patched = false;

/**
 * Counts the SQL statements `fn` causes, over all databases of this process. Transaction control and the viewer's
 * settings do not count.
 */
export async function recordStatements<Result>(
  fn: () => Promise<Result>,
): Promise<{ result: Result; statements: string[] }> {
  patchClient();
  const statements: string[] = [];
  const result = await recorder.run(statements, fn);
  return { result, statements };
}

function patchClient(): void {
  if (patched) return;
  patched = true;
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function recorded(this: unknown, ...args: unknown[]) {
    const [statement] = args;
    const asked = typeof statement === 'string' ? statement : (statement as { text?: string }).text;
    // What opens a transaction travels in front of its first statement.
    const text = asked?.split('; /* first */ ').at(-1);
    if (text && !CONTROL.test(text)) recorder.getStore()?.push(text);
    return query.apply(this, args);
  };
}
