import { connect } from 'node:net';
import { SECOND } from '../../time.ts';

/** PostgreSQL's SSLRequest (protocol manual, message formats): 8 bytes, answered with one by every live server. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Whether a server answers there. That the port takes a connection proves nothing: of a server killed a moment ago the
 * system still holds the socket, and it may still stand in the process table.
 */
export const takesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2 * SECOND, () => end(false));
    socket.once('connect', () => socket.write(SSL_REQUEST));
    socket.once('data', () => end(true));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
