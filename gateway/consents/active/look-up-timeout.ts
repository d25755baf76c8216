/** How long an answer waits for consents, in milliseconds. Then nothing is open by them. */
export const LOOK_UP_TIMEOUT_MS = 300;
