import { Ctx, FieldResolver, Resolver, Root, registerEnumType } from 'type-graphql';
import { invariant } from '../../../platform/errors/index.ts';
import { LocalizedText } from '../../../platform/subgraph/index.ts';
import { renderBody, renderSubject } from '../domain/render-message.ts';
import { type ActionPerspectiveName, isTemplateKey, TEMPLATES, type TemplateKey } from '../domain/templates.ts';
import { Case } from '../entities/case.ts';
import { Message } from '../entities/message.ts';
import type { AccountContext } from './services.ts';

/** Action perspective (Handlungsbedarf), as the graph shows it. */
export enum ActionPerspective {
  PAY = 'PAY',
  PROVIDE_INFORMATION = 'PROVIDE_INFORMATION',
  RECEIVE_INFORMATION = 'RECEIVE_INFORMATION',
}
registerEnumType(ActionPerspective, {
  name: 'ActionPerspective',
  description: 'What a message asks its reader to do (Handlungsbedarf).',
  valuesConfig: {
    PAY: { description: 'Pay a fee.' },
    PROVIDE_INFORMATION: { description: 'Hand in information or documents.' },
    RECEIVE_INFORMATION: { description: 'Take note of a result.' },
  },
});

@Resolver(() => Message)
export class MessageResolver {
  @FieldResolver(() => LocalizedText, { description: 'Subject line.' })
  subject(@Root() { template, parameters }: Message, @Ctx() { services }: AccountContext): LocalizedText {
    return renderSubject(services.texts[keyOf(template)], parameters);
  }

  @FieldResolver(() => LocalizedText, { description: 'Plain text; an empty line parts paragraphs.' })
  body(@Root() { template, parameters }: Message, @Ctx() { services }: AccountContext): LocalizedText {
    return renderBody(services.texts[keyOf(template)], parameters);
  }

  @FieldResolver(() => Case, { nullable: true, description: 'The case it is about; null when it is about none.' })
  case(@Root() { caseId }: Message): Case | null {
    return caseId ? Case.of(caseId) : null;
  }

  @FieldResolver(() => ActionPerspective, {
    nullable: true,
    description:
      'What she is asked to do; null when nothing. It says what was asked then, the case says what is open now.',
  })
  actionPerspective(@Root() { template }: Message): ActionPerspectiveName | null {
    return TEMPLATES[keyOf(template)].action;
  }
}

function keyOf(template: string): TemplateKey {
  invariant(isTemplateKey(template), `template ${template} has words`);
  return template;
}
