import { readFileSync } from 'node:fs';
import { fastify } from 'fastify';

/** `floor.ts FILE PORT`: answers every request with that file, without a gateway. What nobody can be below. */
const [file, port] = process.argv.slice(2);
const answer = readFileSync(file as string);
const app = fastify();
app.post('/graphql', (_request, reply) => reply.type('application/json').send(answer));
await app.listen({ port: Number(port), host: '127.0.0.1' });
