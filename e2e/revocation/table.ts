import type { Channel } from './channels-of-citizens.ts';
import type { Trigger } from './triggers.ts';

const HEADS: Readonly<Record<Channel, string>> = {
  request: 'next HTTP request',
  socket: 'open sockets',
  refresh: 'refresh token',
  link: 'attachment link',
  webhook: 'webhook to partner',
};
export const CHANNELS = Object.keys(HEADS) as readonly Channel[];

const INTRO = `Taking a right away works within 5 seconds, on every gateway of two that share nothing but the subgraphs, while 200 sockets of
others are open. A request that begins later is refused; sockets are counted by the time the machine gave the hub. Every cell was
open before: the app asked, followed and refreshed. Others stay signed in, until the key is compromised.

"No such thing yet": the product has no such trigger or channel, and nothing is claimed for it. There are no attachments yet; in
their place stands the one address the hub hands out that acts for a citizen, where a begun account link goes on. There are no
jobs yet that carry anything of a citizen to a partner app; what an app is told is that it is over.`;

/** The table as a page of the documentation: what was run and held, what did not, what is not there. */
export function renderTable(
  triggers: readonly Trigger[],
  isHeld: (trigger: Trigger, channel: Channel) => boolean,
): string {
  const cell = (trigger: Trigger, channel: Channel): string => {
    const outcome = trigger.outcome[channel];
    if (!outcome) return 'no such thing yet';
    return isHeld(trigger, channel) ? outcome : `**open**: ${outcome}`;
  };
  const rows = triggers.map(
    (trigger) =>
      `| ${trigger.name} | ${trigger.playedAs} | ${CHANNELS.map((channel) => cell(trigger, channel)).join(' | ')} |`,
  );
  return `# Taking rights away (P10)

<!-- Written by the tests: WRITE_ATTACKS=1 npm test -- e2e/revocation -->

${INTRO}

| trigger | played as | ${Object.values(HEADS).join(' | ')} |
| --- | --- | ${CHANNELS.map(() => '---').join(' | ')} |
${rows.join('\n')}
`;
}
