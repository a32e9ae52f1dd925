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

/** A socket and those who listen to it. All sockets share their listeners: ten thousand wait most of the time. */
export class HubSocket extends WebSocket {
  parties: Parties | undefined;
}

/** Ties a socket to its connection and conversation. */
export function attach(socket: HubSocket, parties: Parties): void {
  socket.parties = parties;
  // Too large, not UTF-8, wrongly framed: ws closes with the right code by itself and only wants somebody to listen.
  socket.on('error', ignore);
  socket.on('message', onMessage);
  socket.on('pong', onPong);
  socket.on('close', onClose);
}

function ignore(): void {}

/** Messages of a client that is being closed are not read any more. */
function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  const { connection, conversation, logger } = partiesOf(this);
  if (!connection.admitMessage()) return;
  if (isBinary) connection.close(CLOSE.badMessage);
  else
    conversation.hear(String(data)).catch((error) => {
      logger.error({ err: error }, 'socket message failed');
      connection.close(CLOSE.internal);
    });
}

function onPong(this: WebSocket): void {
  partiesOf(this).connection.pong();
}

function onClose(this: WebSocket): void {
  const { connection, onClosed } = partiesOf(this);
  connection.end();
  onClosed(connection);
}

const partiesOf = (socket: WebSocket): Parties => (socket as HubSocket).parties as Parties;
