/** How long an answer waits for consents, in milliseconds. Then nothing is open by them. */
export const LOOK_UP_TIMEOUT_MS = 300;

/**
 * Acts when that time is over. A process that was busy for so long first hears what the database has said meanwhile.
 * @returns what calls it off
 */
export function onLookUpTimeout(act: () => void): () => void {
  let turnEnd: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    turnEnd = setImmediate(act);
  }, LOOK_UP_TIMEOUT_MS);
  return () => {
    clearTimeout(timer);
    clearImmediate(turnEnd);
  };
}
