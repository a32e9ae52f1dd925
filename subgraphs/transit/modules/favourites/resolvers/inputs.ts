import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Stop } from '../../timetable/entities/stop.ts';

@InputType('AddFavouriteStopInput', { description: 'A stop to keep among the favourites.' })
export class AddFavouriteStopInput {
  @Field(() => ID, { description: 'Id of the stop.' })
  stopId!: string;

  @Field(() => String, { description: 'Chosen by the client; the same key repeated does nothing twice.' })
  idempotencyKey!: string;
}

@InputType('RemoveFavouriteStopInput', { description: 'A stop to take from the favourites.' })
export class RemoveFavouriteStopInput {
  @Field(() => ID, { description: 'Id of the stop.' })
  stopId!: string;

  @Field(() => String, { description: 'Chosen by the client; the same key repeated does nothing twice.' })
  idempotencyKey!: string;
}

@ObjectType('AddFavouriteStopPayload', { description: 'What was kept.' })
export class AddFavouriteStopPayload {
  @Field(() => Stop, { nullable: true, description: 'The stop; null when the timetable has lost it meanwhile.' })
  stop!: Stop | null;
}

@ObjectType('RemoveFavouriteStopPayload', { description: 'What was taken away.' })
export class RemoveFavouriteStopPayload {
  @Field(() => Stop, { nullable: true, description: 'The stop; null when no timetable knows it any more.' })
  stop!: Stop | null;
}
