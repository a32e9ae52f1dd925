import { type RawData, WebSocket } from 'ws';
import { CLOSE } from './close-codes.ts';
import type { Conversation } from './conversation.ts';

/**
 * A socket and the conversation over it. Its events go straight there: a table of listeners for each of ten thousand sockets
 * would say ten thousand times the same.
 */
export class HubSocket extends WebSocket {
  conversation: Conversation | undefined;

  override emit(event: string | symbol, ...given: unknown[]): boolean {
    const { conversation } = this;
    if (!conversation) return super.emit(event, ...given);
    if (event === 'message') hear(conversation, given as [RawData, boolean]);
    else if (event === 'pong') conversation.connection.pong();
    else if (event === 'close') leave(conversation);
    // What is too large, not UTF-8 or wrongly framed ws closes with the right code by itself, and tells it as an `error`.
    return true;
  }
}

/** Messages of a client that is being closed are not read any more. */
function hear(conversation: Conversation, [data, isBinary]: [RawData, boolean]): void {
  const { connection, protocol } = conversation;
  if (!connection.admitMessage()) return;
  if (isBinary) connection.close(CLOSE.badMessage);
  else
    conversation.hear(String(data)).catch((error) => {
      protocol.logger.error({ err: error }, 'socket message failed');
      connection.close(CLOSE.internal);
    });
}

function leave({ connection, protocol }: Conversation): void {
  connection.end();
  protocol.leave(connection);
}
