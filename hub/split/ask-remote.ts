import { request } from 'undici';
import { UnavailableError } from '../../platform/errors/index.ts';

/** Asks a subgraph in another process: `POST /internal/<question>` with a system visa. */
export async function askRemote<Answer>(url: string, question: string, body: unknown, visa: string): Promise<Answer> {
  const response = await request(`${url}/internal/${question}`, {
    method: 'POST',
    headers: { authorization: `Visa ${visa}`, 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
  }).catch((cause) => {
    throw new UnavailableError(undefined, cause);
  });
  if (response.statusCode === 200) return ((await response.body.json()) as { answer: Answer }).answer;
  const text = await response.body.text();
  throw new UnavailableError(
    undefined,
    new Error(`"${question}" was answered with ${response.statusCode}: ${text.slice(0, 300)}`),
  );
}
