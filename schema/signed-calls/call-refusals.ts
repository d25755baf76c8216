/**
 * Why a ministry refuses a call of the gateway, for the operators of both. Callers of the gateway are told
 * `SOURCE_UNAUTHENTICATED` and nothing of this.
 */
export const callRefusals = {
  CALL_UNSIGNED: 'The call is not signed. Set GATEWAY_SIGNING_KEY at the gateway.',
  CALL_MALFORMED: 'The signature is not of the form that docs/signed-calls.md describes.',
  CALL_MISDIRECTED:
    'The call is signed for another ministry. Mend GATEWAY_SUBGRAPH_URLS or the URLs of the supergraph.',
  CALL_STALE: 'The signature is no longer valid, or not yet. Set the clocks of gateway and ministry.',
  CALL_KEY_UNKNOWN: 'The key of the signature is none of the gateway’s. See which keys the ministry reads.',
  CALL_FORGED: 'The signature does not fit the call.',
  CALL_ALTERED: 'The body is not the one that was signed.',
  CALL_REPLAYED: 'The call was made before.',
  CALL_UNREMEMBERED:
    'More calls came within a minute than the ministry can tell from replays. Run more of its processes.',
  CALL_ANONYMOUS: 'The call does not say on whose behalf it is made.',
} as const satisfies Record<string, string>;

export type CallRefusalCode = keyof typeof callRefusals;

export function isCallRefusalCode(code: unknown): code is CallRefusalCode {
  return typeof code === 'string' && Object.hasOwn(callRefusals, code);
}
