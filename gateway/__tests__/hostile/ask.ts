import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { WebSocket } from 'ws';

/** How something hostile ended, however it was sent. */
export interface Outcome {
  /** Status over HTTP, close code of a socket that was closed; 200 for what was answered over one that lives. */
  readonly status: number;
  /** Codes of the errors; empty for an answer without any. */
  readonly codes: readonly string[];
  /** All that came back. */
  readonly text: string;
  /** Of this process's own work, so that a busy machine makes nothing slower. */
  readonly cpuMs: number;
}

/** Milliseconds of work since then. */
function clock(): () => number {
  const started = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
}

const codesIn = (text: string): string[] => [...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => String(code));

/** One request over HTTP; `accept` decides between an answer and an event stream. */
export async function askHttp(url: string, body: string, accept = 'application/json'): Promise<Outcome> {
  const workSince = clock();
  const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json', accept } });
  // A body that is too large is answered, and its connection cut, before all of it has left.
  sent.on('error', () => {});
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return { status: response.statusCode ?? 0, codes: codesIn(text), text, cpuMs: workSince() };
}

export const askEventStream = (url: string, body: string): Promise<Outcome> => askHttp(url, body, 'text/event-stream');

/** One operation over a socket that is already open, or what became of the socket. */
export async function askSocket(socket: WebSocket, id: string, body: string): Promise<Outcome> {
  const workSince = clock();
  const texts: string[] = [];
  const status = await new Promise<number>((resolve) => {
    const onClose = (code: number) => finish(code);
    const onMessage = (data: unknown) => {
      const text = String(data);
      const message = JSON.parse(text) as { type: string; id?: string };
      if (message.id !== id) return;
      texts.push(text);
      if (message.type !== 'next') finish(200);
    };
    const finish = (code: number) => {
      socket.off('message', onMessage).off('close', onClose);
      resolve(code);
    };
    socket.on('message', onMessage).once('close', onClose);
    socket.send(`{"type":"subscribe","id":${JSON.stringify(id)},"payload":${body}}`);
  });
  const text = texts.join('\n');
  return { status, codes: codesIn(text), text, cpuMs: workSince() };
}

/** A socket that has said hello. */
export async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  socket.on('error', () => {});
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  return socket;
}
