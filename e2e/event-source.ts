export interface ServerEvent {
  id?: string;
  event?: string;
  data?: string;
}

/** Reads server-sent events one by one, bookmarks included. `close` ends the request. */
export async function openEvents(
  url: string,
  headers: Record<string, string>,
): Promise<{ events: AsyncGenerator<ServerEvent>; close(): void }> {
  const ending = new AbortController();
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: ending.signal });
  if (!response.ok || !response.body) throw new Error(`No stream: ${response.status} ${await response.text()}`);
  return { events: read(response.body), close: () => ending.abort() };
}

async function* read(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop() ?? '';
    for (const block of blocks) yield parse(block);
  }
}

function parse(block: string): ServerEvent {
  const event: ServerEvent = {};
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^(id|event|data):\s?(.*)$/.exec(line) ?? [];
    if (field) event[field as keyof ServerEvent] = value;
  }
  return event;
}
