import { Arg, Ctx, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { NotFoundError } from '../../../platform/errors/index.ts';
import {
  type Connection,
  connectionOf,
  toConnection,
  toPage,
  toPageRequest,
} from '../../../platform/subgraph/index.ts';
import type { Context } from '../context.ts';
import { badArgument } from '../domain/errors.ts';
import { toService } from './to-service.ts';
import { ServiceCategoryView } from './types/office.ts';
import { ServiceView } from './types/service.ts';

@ObjectType('ServiceConnection', { description: 'A page of services, at most 100.' })
export class ServiceConnection extends connectionOf('Service', ServiceView) {}

/** The service catalogue (Leistungskatalog): public, and answered without the database. */
@Resolver()
export class CatalogueResolver {
  @Query(() => ServiceConnection, {
    nullable: true,
    description: 'Services of the town; all of them by name, or those that fit the search, best first.',
  })
  services(
    @Ctx() { services: { catalogue } }: Context,
    @Arg('search', () => String, { nullable: true, description: 'Words, or beginnings of words.' }) search?: string,
    @Arg('category', () => ID, { nullable: true, description: 'Key of a category.' }) category?: string,
    @Arg('first', () => Int, { nullable: true, description: '1 to 100, default 20.' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: 'Continues after this cursor.' }) after?: string,
  ): Connection<ServiceView> {
    const page = toPageRequest({ first, after });
    const found = catalogue.search(search ?? '', { category: category ?? undefined });
    const start = page.after === null ? 0 : placeAfter(found, page.after);
    const rows = found.slice(start, start + page.first + 1).map((service) => toService(service, catalogue));
    return toConnection(toPage(rows, page), ({ key }) => key);
  }

  @Query(() => ServiceView, {
    nullable: true,
    description: 'One service by its key; null and `NOT_FOUND` when there is none.',
  })
  service(
    @Arg('key', () => String, { description: 'Key: `geburtsurkunde`.' }) key: string,
    @Ctx() { services: { catalogue } }: Context,
  ): ServiceView {
    if (!catalogue.has(key)) throw new NotFoundError('There is no service of this key.');
    return toService(catalogue.service(key), catalogue);
  }

  @Query(() => [ServiceCategoryView], { nullable: true, description: 'All categories, in the order of the catalogue.' })
  categories(@Ctx() { services: { catalogue } }: Context) {
    return catalogue.categories;
  }
}

function placeAfter(found: readonly { key: string }[], key: string): number {
  const place = found.findIndex((service) => service.key === key);
  if (place < 0) throw badArgument('after', 'cursor', 'This is not a cursor of this list.');
  return place + 1;
}
