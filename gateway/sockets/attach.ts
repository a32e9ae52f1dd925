import type { Server } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';

/** Ties a socket to the protocol. Messages of a client that is being closed are not read any more. */
export function attach(
  socket: WebSocket,
  connection: Connection,
  protocol: Server<{ readonly connection: Connection }>,
  logger: Logger,
): void {
  // Too large, not UTF-8, wrongly framed: ws closes with the right code by itself and only wants somebody to listen.
  socket.on('error', () => {});
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) => connection.send(text),
      close: (code, reason) => connection.close({ code, reason }),
      onMessage: (handle) =>
        socket.on('message', async (data, isBinary) => {
          if (!connection.admitMessage()) return;
          if (isBinary) return connection.close(CLOSE.badMessage);
          const text = String(data);
          try {
            await handle(text);
          } catch (error) {
            if (isForServers(text)) return connection.close(CLOSE.badMessage);
            logger.error({ err: error }, 'socket message failed');
            connection.close(CLOSE.internal);
          }
        }),
    },
    { connection },
  );
  socket.once('close', (code, reason) => {
    closed(code, String(reason)).catch((error) => logger.error({ err: error }, 'socket close failed'));
  });
}

/** Well formed, but only a server may say it. */
function isForServers(text: string): boolean {
  const { type } = JSON.parse(text) as { type?: string };
  return type === 'connection_ack' || type === 'next' || type === 'error';
}
