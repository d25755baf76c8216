import { Socket } from 'node:net';

/** A socket that gives up when nothing moves on it for so long: a frozen server, or one behind a broken network, says nothing. */
export function openSocket(silenceMs: number): Socket {
  const socket = new Socket();
  const giveUp = () => socket.destroy(Object.assign(new Error('The server fell silent'), { code: 'ETIMEDOUT' }));
  return socket.setTimeout(silenceMs, giveUp);
}
