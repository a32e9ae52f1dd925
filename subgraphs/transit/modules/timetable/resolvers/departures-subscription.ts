import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import type { TransitServices } from '../../../services.ts';
import { followBoard } from '../actions/follow-board.ts';
import { Departure } from '../entities/departure.ts';

@Resolver()
export class DeparturesSubscription {
  @Subscription(() => [Departure], {
    nullable: true,
    description:
      'The next 10 departures of a stop: now, and again whenever the list changes, at most every 30 s. Public.',
    subscribe: ({ context, args }) => followBoard(args.stopId, context as RequestContext<TransitServices>),
  })
  departures(
    @Root() board: Departure[],
    @Arg('stopId', () => ID, { description: 'Id of the stop; NOT_FOUND when there is none.' }) _stopId: string,
  ): Departure[] {
    return board;
  }
}
