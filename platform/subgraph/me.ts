import { type ClassType, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { RequestContext } from './context.ts';

/**
 * Makes the resolver of `me`, which all six subgraphs share and each answers from the visa: no subgraph depends on
 * another one to know who asks. Acting for somebody else, `me` is that party.
 */
export function meResolver<Citizen extends { id: string }>(CitizenType: ClassType<Citizen>) {
  @Resolver()
  class MeResolver {
    @Directive('@shareable')
    @Query(() => CitizenType, { nullable: true, description: 'Who is signed in; null when nobody is.' })
    me(@Ctx() { principal }: RequestContext): Citizen | null {
      const [id] = principal.parties;
      return id ? Object.assign(new CitizenType(), { id }) : null;
    }
  }
  return MeResolver;
}

/** The reference resolver of `Citizen`: a key is no secret, every field checks for itself. */
export const citizenReference =
  <Citizen extends { id: string }>(CitizenType: ClassType<Citizen>) =>
  ({ id }: { id: string }): Citizen =>
    Object.assign(new CitizenType(), { id });
