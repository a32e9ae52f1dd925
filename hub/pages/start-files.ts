import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export const START_PAGE = join(import.meta.dirname, '..', '..', 'portal', 'start');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.graphql': 'text/plain; charset=utf-8',
};

/** Parts of the start page that are there or not: demo persons, the real sign-in, tools for developers. */
export type Shown = Readonly<Record<'demo' | 'real' | 'tools', boolean>>;

export interface StartFile {
  readonly type: string;
  readonly content: Buffer;
}

/** The files of the start page by the path they are served under, read once: what is asked for never becomes a file name. */
export function startFiles(shown: Shown): Map<string, StartFile> {
  const names = globSync(['*.{html,css,js,svg}', 'queries/*.graphql'], { cwd: START_PAGE });
  return new Map(
    names.map((name) => {
      const text = readFileSync(join(START_PAGE, name), 'utf8');
      const content = Buffer.from(name === 'index.html' ? keepShown(text, shown) : text);
      return [name === 'index.html' ? '/' : `/start/${name}`, { type: String(TYPES[extname(name)]), content }];
    }),
  );
}

/** Leaves out what stands between `<!-- part -->` and `<!-- /part -->` for every part that is not shown. */
export function keepShown(html: string, shown: Shown): string {
  const hidden = Object.entries(shown).filter(([, isShown]) => !isShown);
  return hidden.reduce(
    (text, [part]) => text.replace(new RegExp(`<!-- ${part} -->[\\s\\S]*?<!-- /${part} -->`, 'g'), ''),
    html,
  );
}
