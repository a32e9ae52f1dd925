import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Point } from '../../../../../platform/subgraph/index.ts';
import { StopKind, WheelchairBoarding } from './enums.ts';

/** Stop (Haltestelle), the same for all feeds that know its DHID. */
@Directive('@key(fields: "id")')
@ObjectType('Stop', { description: 'Stop (Haltestelle): a platform, a station, or where an on-demand bus comes to.' })
export class Stop {
  @Field(() => ID, {
    description: 'DHID (deutschlandweite Haltestellen-ID) such as `de:15999:1001`, else `feed:stop_id`.',
  })
  id!: string;

  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => StopKind, { description: 'What it is.' })
  kind!: StopKind;

  @Field(() => Point, {
    nullable: true,
    description: 'Where it is; of a group or area its middle; null when that is not known.',
  })
  point!: Point | null;

  @Field(() => String, { nullable: true, description: 'Which of several: `Bussteig Position 3`.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Platform (Steig), when it is one with a sign.' })
  platform!: string | null;

  @Field(() => WheelchairBoarding, { description: 'Whether one gets on with a wheelchair.' })
  wheelchairBoarding!: WheelchairBoarding;

  /** Id of the station it belongs to; `parent` is loaded by it. */
  stationId!: string | null;
}
