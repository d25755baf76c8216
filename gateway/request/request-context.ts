import type { Caller } from '../caller/caller.ts';
import type { CallOrigin } from '../fetch/origin.ts';

/** What belongs to one request and goes with it to every fetch. */
export interface RequestContext {
  /** A UUID. Ministries are given it, so that their logs can be read beside ours. */
  readonly requestId: string;
  /** What ministries are told of it. */
  readonly origin: CallOrigin;
  /** Undefined where the configuration lets anyone ask without signing in. */
  readonly caller: Caller | undefined;
  /**
   * Whether anyone bears a well-formed personal ID; true also when no source can tell just now.
   * Left out where the supergraph has no identity fields, and while the gateway itself asks for them.
   */
  readonly isBorne?: ((personalId: string) => Promise<boolean>) | undefined;
}
