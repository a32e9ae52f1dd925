import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { markMessageRead } from '../actions/mark-message-read.ts';
import { Message } from '../entities/message.ts';
import { messageById } from '../loaders/message-by-id.ts';
import { NeedsOwnMailbox } from './mailbox-rights.ts';

@InputType('MarkMessageReadInput', { description: 'Which message was read.' })
export class MarkMessageReadInput {
  @Field(() => ID, { description: 'Id of the message.' })
  messageId!: string;

  @Field(() => String, {
    description: 'Chosen by the client, 1 to 255 characters: the same key changes something once.',
  })
  idempotencyKey!: string;
}

@ObjectType('MarkMessageReadPayload', { description: 'What became of the message.' })
export class MarkMessageReadPayload {
  @Field(() => Message, { nullable: true, description: 'The message as it is now.' })
  message!: Message | null;
}

@Resolver()
export class MarkMessageReadResolver {
  @NeedsOwnMailbox()
  @Mutation(() => MarkMessageReadPayload, {
    nullable: true,
    description: 'Notes when a message was first read (Abrufvermerk); a second time changes nothing.',
  })
  async markMessageRead(
    @Arg('input', () => MarkMessageReadInput, { description: 'Which message.' }) input: MarkMessageReadInput,
    @Ctx() context: RequestContext,
  ): Promise<MarkMessageReadPayload> {
    const id = await markMessageRead(input, context);
    return { message: await context.load(messageById, id) };
  }
}
