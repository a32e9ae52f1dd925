import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { v7 as uuidv7 } from 'uuid';
import { rowRules, sql } from '../../database/index.ts';
import { claimKey, LOG_SCHEMA, type LogEvent } from '../../log/index.ts';
import { Needs } from '../../rights/index.ts';
import {
  citizenReference,
  defineLoader,
  defineSubgraph,
  meResolver,
  RequestContext,
  type StreamPayload,
} from '../index.ts';

@Entity({ tableName: 'note' })
@ObjectType('Note', { description: 'A note of a citizen.' })
export class Note {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id.' })
  id!: string;

  @Property({ type: 'uuid' })
  owner!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Text.' })
  text!: string;

  @Property({ type: 'int' })
  @Field(() => Int, { description: 'Version.' })
  version!: number;
}

@Directive('@key(fields: "id")')
@ObjectType('Citizen', { description: 'A citizen.' })
export class Citizen {
  @Field(() => ID, { description: 'Id.' })
  id!: string;
}

const notesByOwner = defineLoader<string, Note[]>({
  batch: async (owners, context) => {
    const notes = await context.em.find(Note, { owner: { $in: [...owners] } }, { orderBy: { id: 'asc' } });
    return owners.map((owner) => notes.filter((note) => note.owner === owner));
  },
});

@Resolver(() => Citizen)
class CitizenResolver {
  @Needs({ scopes: ['notes'] })
  @FieldResolver(() => [Note], { nullable: true, description: 'Her notes.' })
  notes(@Root() { id }: Citizen, @Ctx() context: RequestContext) {
    return context.load(notesByOwner, id);
  }

  @Needs({ trustLevel: 'HIGH', consent: 'diary' })
  @FieldResolver(() => String, { nullable: true, description: 'A secret.' })
  secret() {
    return 'secret';
  }
}

@Resolver()
class NoteResolver {
  @Query(() => [Note], { nullable: true, description: 'Every note the viewer may see: no where on purpose.' })
  async allNotes(@Ctx() context: RequestContext) {
    return context.sql(sql`select * from note order by id`);
  }

  @Needs({})
  @Mutation(() => Note, { nullable: true, description: 'Writes a note.' })
  async writeNote(
    @Arg('text', () => String, { description: 'Text.' }) text: string,
    @Arg('key', () => String, { description: 'Key.' }) key: string,
    @Ctx() context: RequestContext,
  ) {
    const { principal } = context;
    const id = await context.unitOfWork(async (work) => {
      const claim = await claimKey(work, { principal, mutation: 'writeNote', key, body: { text }, resultId: uuidv7() });
      if (!claim.first) return claim.id;
      const note = work.em.create(Note, { id: claim.id, owner: principal.citizenId as string, text, version: 1 });
      work.publish(() => ({
        subject: note.id,
        version: note.version,
        kind: 'NOTE_WRITTEN',
        state: 'NEW',
        parties: [note.owner],
        office: null,
      }));
      if (text === 'boom') throw new Error('a bug with a secret in it');
      return note.id;
    });
    return context.em.findOne(Note, { id });
  }

  @Needs({ scopes: ['notes'] })
  @Subscription(() => Note, {
    nullable: true,
    description: 'New notes.',
    subscribe: ({ context, args }) => follow(context as RequestContext, args.after),
  })
  noteEvents(
    @Root() event: LogEvent,
    @Ctx() context: RequestContext,
    @Arg('after', () => String, { nullable: true, description: 'Cursor.' }) _after?: string,
  ) {
    return context.em.findOne(Note, { id: event.subject });
  }
}

async function* follow(context: RequestContext, after?: string): AsyncGenerator<StreamPayload<LogEvent>> {
  const { principal, log, signal, resumeAfter } = context;
  const scope = { party: principal.citizenId as string };
  for await (const { cursor, event } of log.follow({ scope, principal, after: resumeAfter ?? after, signal }))
    yield { cursor, value: event };
}

/** The smallest subgraph that uses every part of the kit. */
export const notebook = defineSubgraph({
  name: 'account',
  entities: [Note],
  migrations: [
    {
      name: '0001-notes',
      statements: [
        ...LOG_SCHEMA,
        'create table note (id uuid primary key, owner uuid not null, text text not null, version int not null)',
        ...rowRules('note', { party: 'owner', citizenMay: ['insert'] }),
      ],
    },
  ],
  resolvers: [meResolver(Citizen), CitizenResolver, NoteResolver],
  types: [Citizen, Note],
  references: { Citizen: citizenReference(Citizen) },
  start: async () => ({ services: {} }),
});
