import type { Logger } from 'pino';
import { type RawData, WebSocket } from 'ws';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { Conversation } from './conversation.ts';

interface Parties {
  readonly connection: Connection;
  readonly conversation: Conversation;
  readonly logger: Logger;
  readonly onClosed: (connection: Connection) => void;
}

/**
 * A socket and those who listen to it. Its events go straight to them: a table of listeners for each of ten thousand sockets
 * would say ten thousand times the same.
 */
export class HubSocket extends WebSocket {
  parties: Parties | undefined;

  override emit(event: string | symbol, ...given: unknown[]): boolean {
    const { parties } = this;
    if (!parties) return super.emit(event, ...given);
    if (event === 'message') hear(parties, given as [RawData, boolean]);
    else if (event === 'pong') parties.connection.pong();
    else if (event === 'close') leave(parties);
    // What is too large, not UTF-8 or wrongly framed ws closes with the right code by itself, and tells it as an `error`.
    return true;
  }
}

/** Messages of a client that is being closed are not read any more. */
function hear({ connection, conversation, logger }: Parties, [data, isBinary]: [RawData, boolean]): void {
  if (!connection.admitMessage()) return;
  if (isBinary) connection.close(CLOSE.badMessage);
  else
    conversation.hear(String(data)).catch((error) => {
      logger.error({ err: error }, 'socket message failed');
      connection.close(CLOSE.internal);
    });
}

function leave({ connection, onClosed }: Parties): void {
  connection.end();
  onClosed(connection);
}
