import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, writeOrCheck } from './files.ts';

interface ErrorEntry {
  code: string;
  status: number;
  text: string;
  folder: string;
}

/** A docstring, the class it stands on, its code and, when it is not 400, its HTTP status. */
const ERROR_CLASS =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export class \w+ extends \w*Error \{\s*(?:override )?readonly code(?:: string)? = '([A-Z_]+)';(?:\s*override readonly status(?:: number)? = (\d+);)?/g;

/** Codes that no class of ours has. */
const GIVEN_CODES: readonly ErrorEntry[] = [
  entry('GRAPHQL_PARSE_FAILED', 400, 'The document is not GraphQL (Syntaxfehler).'),
  entry('GRAPHQL_VALIDATION_FAILED', 400, 'The document does not fit the schema (passt nicht zum Schema).'),
  entry(
    'OPERATION_RESOLUTION_FAILURE',
    400,
    'No operation of that name (Operation nicht gefunden), or several and no name.',
  ),
  entry('PAYLOAD_TOO_LARGE', 413, 'The body is too large (Anfrage zu groß); no limit is told.', 'platform'),
  entry(
    'UNSUPPORTED_MEDIA_TYPE',
    415,
    'The body is not JSON (falscher Inhaltstyp): send `application/json`.',
    'platform',
  ),
  entry('INTERNAL', 500, 'A bug (unerwarteter Fehler): `extensions.reference` finds it in the log. Tell the operator.'),
];

function entry(code: string, status: number, text: string, folder = 'gateway'): ErrorEntry {
  return { code, status, text, folder };
}

const sentence = (comment: string): string =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
    .join(' ')
    .replaceAll('|', '\\|')
    .replace(/\s+/g, ' ')
    .trim();

/** `npm run errors`: lists every error code from the classes into docs/errors.md. */
const paths = globSync(['platform/**/*.ts', 'gateway/**/*.ts', 'subgraphs/**/*.ts', 'hub/**/*.ts'], { cwd: ROOT })
  .filter((path) => !/\.test\.ts$|__tests__|hub\/generate/.test(path))
  .sort();
const found = paths.flatMap((path) => entriesIn(path, readFileSync(join(ROOT, path), 'utf8')));
writeOrCheck(new Map([['docs/errors.md', page(merge([...GIVEN_CODES, ...found]))]]), process.argv);

function entriesIn(path: string, source: string): ErrorEntry[] {
  const folder = path
    .split('/')
    .slice(0, path.startsWith('subgraphs') ? 2 : 1)
    .join('/');
  return [...source.matchAll(ERROR_CLASS)].map(([, comment = '', code = '', status = '400']) =>
    entry(code, Number(status), sentence(comment), folder),
  );
}

/** A code that two classes share is one contract: the first description stands. */
function merge(entries: readonly ErrorEntry[]): ErrorEntry[] {
  const byCode = new Map<string, ErrorEntry>();
  for (const each of entries) if (!byCode.has(each.code)) byCode.set(each.code, each);
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function page(entries: readonly ErrorEntry[]): string {
  const rows = entries.map(({ code, status, text, folder }) => `| \`${code}\` | ${status} | ${folder} | ${text} |`);
  return `# Error codes

Generated from the error classes by \`npm run errors\`. The code in \`extensions.code\` is the contract; messages may change.
The status is that of a refusal before execution; an error of a field comes with 200.

| code | status | from | meaning |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
