import type { IncomingMessage, ServerResponse } from 'node:http';
import { FORGERIES, type Forgery, type ForgeryPoint } from '../faults/forgeries.ts';
import { forgeToken } from './forge-token.ts';
import type { Forger } from './forger.ts';
import { NEXT, publicPart, unsigned } from './sign-jwt.ts';

type Json = Record<string, unknown>;

const POINTS: readonly [path: string, point: ForgeryPoint][] = [
  ['/.well-known/openid-configuration', 'discovery'],
  ['/token', 'token'],
  ['/me', 'userinfo'],
];

/** Puts the forgery that is switched on for this endpoint between the provider and its caller. True when it has answered alone. */
export function forgeAnswer(forger: Forger, request: IncomingMessage, response: ServerResponse, path: string): boolean {
  if (path === '/jwks') return addNextKey(forger, response);
  const point = POINTS.find(([prefix]) => path === prefix)?.[1];
  const kind = point && forger.faults.takeForgery(FORGERIES[point]);
  if (point === 'token') rewrite(response, (json) => ({ ...json, ...forgeToken(forger, kind, json) }));
  if (!kind) return false;
  request.resume();
  if (kind === 'discovery-redirects') return answer(response, 302, { location: 'http://169.254.169.254/' });
  if (kind === 'discovery-endless') return answerForEver(response);
  if (kind === 'error-page') return answer(response, 200, { 'content-type': 'text/html' }, '<html>Wartung</html>');
  if (kind === 'userinfo-as-unsigned-jwt') replaceByJwt(response);
  else if (point !== 'token') rewrite(response, (json) => ({ ...json, ...changeOf(kind, json) }));
  return false;
}

function changeOf(kind: Forgery, json: Json): Json {
  switch (kind) {
    case 'userinfo-of-another':
      return { sub: 'somebody-else' };
    case 'discovery-of-another':
      return { issuer: 'https://stranger.example/idp' };
    case 'discovery-points-inside':
      return { token_endpoint: 'http://127.0.0.1:1/token', jwks_uri: 'http://169.254.169.254/latest/meta-data' };
    case 'discovery-huge':
      return { padding: 'x'.repeat(50 * 1024 * 1024) };
    case 'discovery-without-s256':
      return { code_challenge_methods_supported: ['plain'] };
    default:
      return json;
  }
}

function answer(response: ServerResponse, status: number, headers: Record<string, string>, body = ''): true {
  response.writeHead(status, headers).end(body);
  return true;
}

/** One letter after the other, and no end. */
function answerForEver(response: ServerResponse): true {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"issuer": "');
  const timer = setInterval(() => response.write('x'), 50);
  response.on('close', () => clearInterval(timer));
  return true;
}

/** While the key is changed, both are published. */
function addNextKey({ faults }: Forger, response: ServerResponse): false {
  if (faults.isOn('key-rotated'))
    rewrite(response, (json) => ({ ...json, keys: [...(json.keys as object[]), publicPart(NEXT)] }));
  return false;
}

function replaceByJwt(response: ServerResponse): void {
  capture(response, (text) => {
    response.setHeader('content-type', 'application/jwt');
    return unsigned({ header: { alg: 'none' }, claims: JSON.parse(text) });
  });
}

const rewrite = (response: ServerResponse, change: (json: Json) => Json): void =>
  capture(response, (text) => JSON.stringify(change(JSON.parse(text))));

/** The provider ends its answer with one text: it is changed on the way out. */
function capture(response: ServerResponse, change: (text: string) => string): void {
  const end = response.end.bind(response) as (text: string) => ServerResponse;
  response.end = ((chunk?: unknown) => {
    if (typeof chunk !== 'string' || response.statusCode !== 200) return end(chunk as string);
    const text = change(chunk);
    response.setHeader('content-length', Buffer.byteLength(text));
    return end(text);
  }) as ServerResponse['end'];
}
