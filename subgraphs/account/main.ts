import { citizenReference, defineSubgraph, meResolver } from '../../platform/subgraph/index.ts';
import { readConfig } from './config.ts';
import { Account } from './entities/account.ts';
import { Case } from './entities/case.ts';
import { Citizen } from './entities/citizen.ts';
import { Message } from './entities/message.ts';
import { Profile, VerifiedAttribute } from './entities/profile.ts';
import { account0001 } from './migrations/0001-account.ts';
import { MailboxResolver, MessageQueryResolver } from './resolvers/mailbox.ts';
import { MailboxEvent, MailboxEventResolver } from './resolvers/mailbox-event.ts';
import { MailboxEventsResolver } from './resolvers/mailbox-events.ts';
import { MarkMessageReadPayload, MarkMessageReadResolver } from './resolvers/mark-message-read.ts';
import { MessageResolver } from './resolvers/message.ts';
import { MessageConnection, MessageConnectionResolver } from './resolvers/message-connection.ts';
import { PostalAddress } from './resolvers/postal-address.ts';
import { CitizenProfileResolver, ProfileResolver } from './resolvers/profile.ts';
import type { AccountServices } from './resolvers/services.ts';
import { UpdateProfilePayload, UpdateProfileResolver } from './resolvers/update-profile.ts';
import { readTexts } from './texts/read-texts.ts';
import { followIdentity, followPayment, followTownhall } from './workers/followers.ts';

/** Account (Bürgerkonto): what is a citizen's own: her profile and her mailbox. */
export const account = defineSubgraph<AccountServices>({
  name: 'account',
  entities: [Account, Profile, Message],
  migrations: [account0001],
  resolvers: [
    meResolver(Citizen),
    CitizenProfileResolver,
    ProfileResolver,
    UpdateProfileResolver,
    MailboxResolver,
    MessageQueryResolver,
    MessageResolver,
    MessageConnectionResolver,
    MarkMessageReadResolver,
    MailboxEventResolver,
    MailboxEventsResolver,
  ],
  types: [
    ...[Citizen, Case, Profile, VerifiedAttribute, PostalAddress, UpdateProfilePayload],
    ...[Message, MessageConnection, MarkMessageReadPayload, MailboxEvent],
  ],
  references: { Citizen: citizenReference(Citizen) },
  start: async (kit) => ({
    services: { texts: readTexts(readConfig(kit.env).textsFolder) },
    workers: [followIdentity(kit), followTownhall(kit), followPayment(kit)],
  }),
});
