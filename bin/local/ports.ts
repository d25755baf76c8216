/** Where the gateway listens unless told. Ministries are served on the ports after it, each where its manifest says. */
export const GATEWAY_PORT = 4000;

/** Where the OpenID provider listens beside a gateway on its usual port; no new ministry is given it. */
export const SIGN_IN_PORT = 4009;

/** Where sample accounts sign in unless told. */
export const DEFAULT_ISSUER = `http://127.0.0.1:${SIGN_IN_PORT}`;
