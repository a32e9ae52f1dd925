import type { ServerResponse } from 'node:http';
import { STYLE_SOURCE } from './page.ts';

/** No script at all, one known style sheet, and never inside a frame: a sign-in page must not be overlaid. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Sends a whole page. */
export function sendPage(response: ServerResponse, html: string, status = 200): void {
  response.writeHead(status, PAGE_HEADERS).end(html);
}

/** Sends JSON; `headers` may replace the content type. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
    .end(JSON.stringify(body));
}

/** 303, so that the browser follows with GET whatever came before. */
export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
}
