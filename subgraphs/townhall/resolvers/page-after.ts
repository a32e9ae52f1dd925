import { isUuid } from '../../../platform/database/index.ts';
import { type PageRequest, toPageRequest } from '../../../platform/subgraph/index.ts';
import { badArgument } from '../domain/errors.ts';

interface Arguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A page of a list that continues after an id. @throws BadUserInputError */
export function toPageAfterId(args: Arguments): PageRequest {
  const page = toPageRequest(args);
  if (page.after !== null && !isUuid(page.after)) throw notOfThisList();
  return page;
}

/** A page of a list that continues after a version; 0 for its beginning. @throws BadUserInputError */
export function toPageAfterVersion(args: Arguments): PageRequest & { readonly afterVersion: number } {
  const page = toPageRequest(args);
  const after = page.after ?? '0';
  if (!/^\d{1,9}$/.test(after)) throw notOfThisList();
  return { ...page, afterVersion: Number(after) };
}

const notOfThisList = () => badArgument('after', 'cursor', 'This is not a cursor of this list.');
