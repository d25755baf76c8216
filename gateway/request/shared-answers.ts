import type { RequestOrigin } from '../fetch/request-origin.ts';
import type { CompiledOperation } from '../plan/compile-operation.ts';
import type { Variables } from '../plan/execution.ts';
import { SharedWork } from '../shared-work.ts';
import type { WrittenAnswer } from './reply.ts';

/** Answers that are the same for every caller, made once for all who ask at the same time. */
export class SharedAnswers {
  /** An operation is compiled for one version of the graph, so versions share nothing. */
  #inFlight = new WeakMap<CompiledOperation, SharedWork<WrittenAnswer>>();

  /**
   * @param operation  one that `isSameForAll` with these variables
   * @param origin     of the request; where it begins an answer, ministries are told of it, and of none that joins
   * @param signal     aborted when the caller is gone
   */
  answer(
    operation: CompiledOperation,
    variables: Variables,
    origin: RequestOrigin,
    signal: AbortSignal,
  ): Promise<WrittenAnswer> {
    let answers = this.#inFlight.get(operation);
    if (!answers) {
      answers = new SharedWork({ forLeaver: nobodyReads });
      this.#inFlight.set(operation, answers);
    }
    return answers.join(JSON.stringify(variables), signal, async (whileAwaited) => {
      // Without the rest of a context nothing of a caller can get in.
      const execution = await operation.run({ variables, context: { origin }, signal: whileAwaited });
      const { body, errors } = operation.write(execution);
      return { body: Buffer.from(body), errors };
    });
  }

  /** Lets nobody join what is in flight now. Who writes and then reads must not get what was read before the write. */
  closeAll(): void {
    this.#inFlight = new WeakMap();
  }
}

const nobodyReads: WrittenAnswer = { body: '', errors: [] };
