import pg from 'pg';
import { openSocket } from './open-socket.ts';
import { getTypeParser } from './value-parsers.ts';

/** One connection of its own, which is told what is sent to a channel. */
export interface Listener {
  /** Runs one statement, after those before it. */
  run<Row extends object>(text: string, values: readonly unknown[]): Promise<readonly Row[]>;
  close(): void;
}

export interface ListenerOptions {
  readonly channel: string;
  readonly onNotification: () => void;
  /** Told once when the connection is gone, unless it was closed. What runs fails as well. */
  readonly onLost: (error: Error) => void;
  /** The connection is given up when nothing moves on it for so long, so something has to run more often. */
  readonly silenceMs: number;
}

/**
 * Connects and listens. It must be a session of the server's own: a pooler that gives each transaction another one drops
 * what is sent to the channel.
 */
export async function openListener(url: string, options: ListenerOptions): Promise<Listener> {
  const { channel, onNotification, silenceMs } = options;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: silenceMs,
    stream: () => openSocket(silenceMs),
    types: { getTypeParser },
  });
  let isOver = false;
  const end = (error?: Error): void => {
    if (isOver) return;
    isOver = true;
    client.connection.stream.destroy();
    if (error) options.onLost(error);
  };
  client.on('error', end);
  client.on('end', () => end(new Error('The server closed the connection')));
  client.on('notification', onNotification);
  try {
    await client.connect();
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  } catch (error) {
    isOver = true;
    client.connection.stream.destroy();
    throw error;
  }
  return {
    run: async <Row extends object>(text: string, values: readonly unknown[]) =>
      (await client.query<Row>(text, [...values])).rows,
    close: () => end(),
  };
}
