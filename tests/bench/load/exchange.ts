import type { Client, Dispatcher } from 'undici';

/** Sends one request and calls back with the whole answer or the error; the cheapest that undici has. */
export function exchange(client: Client, options: Dispatcher.DispatchOptions, done: Done): void {
  const chunks: Buffer[] = [];
  let status = 0;
  client.dispatch(options, {
    onRequestStart() {},
    onResponseStart(_controller, statusCode) {
      status = statusCode;
    },
    onResponseData(_controller, chunk) {
      chunks.push(chunk);
    },
    onResponseEnd() {
      const [first] = chunks;
      done(undefined, status, first && chunks.length === 1 ? first : Buffer.concat(chunks));
    },
    onResponseError(_controller, error) {
      done(error, 0, Buffer.alloc(0));
    },
  });
}

export type Done = (error: Error | undefined, status: number, body: Buffer) => void;
