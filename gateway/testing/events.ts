/** One block of an event stream as it came. */
export interface Block {
  readonly id?: string;
  readonly event?: string;
  readonly data?: unknown;
}

/** Reads an event stream block by block; comments are only counted. */
export async function openEvents(url: string, init: RequestInit) {
  const gone = new AbortController();
  const headers = { accept: 'text/event-stream', ...(init.headers as Record<string, string>) };
  const response = await fetch(url, { ...init, headers, signal: gone.signal });
  if (response.headers.get('content-type') !== 'text/event-stream; charset=utf-8')
    throw new Error(`no event stream: ${response.status} ${await response.text()}`);
  const reader = new BlockReader(response.body as ReadableStream<Uint8Array>);
  return {
    /** Rejects when the stream is over. */
    next: () => reader.next(),
    comments: () => reader.comments,
    close: () => gone.abort(),
  };
}

class BlockReader {
  comments = 0;
  readonly #blocks: Block[] = [];
  #wake: () => void = () => {};
  #isOver = false;

  constructor(body: ReadableStream<Uint8Array>) {
    this.#read(body).catch(() => {});
  }

  async next(): Promise<Block> {
    for (;;) {
      const block = this.#blocks.shift();
      if (block) return block;
      if (this.#isOver) throw new Error('the stream is over');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let rest = '';
    try {
      for await (const text of body.pipeThrough(new TextDecoderStream() as never) as unknown as AsyncIterable<string>) {
        const parts = (rest + text).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) this.#take(part);
      }
    } finally {
      this.#isOver = true;
      this.#wake();
    }
  }

  #take(text: string): void {
    if (text.startsWith(':')) this.comments++;
    else this.#blocks.push(toBlock(text));
    this.#wake();
  }
}

function toBlock(text: string): Block {
  const fields = text.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line)?.slice(1) ?? []);
  const block = Object.fromEntries(fields) as { data?: string };
  return block.data ? { ...block, data: JSON.parse(block.data) } : block;
}
