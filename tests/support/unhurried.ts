/**
 * Has a gateway wait for a ministry that is slow because the machine is, and answer though it is late itself. Tests of
 * time limits set their own.
 */
export const unhurried = {
  GATEWAY_MAX_EVENT_LOOP_DELAY_MS: '60000',
  GATEWAY_SOURCE_TIMEOUT_MS: '20000',
};
