import type { GraphQLSchema, VariableDefinitionNode } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import { citizen } from '../../schema/composition/citizen.ts';
import type { FieldRegister, RegisteredField } from '../disclosure/field-register.ts';
import { type Disclosure, type Verdict, withheldReasons } from '../disclosure/verdict.ts';
import { isObject, type JsonObject, readKey } from '../fetch/json.ts';
import type { SourceFault } from '../fetch/source.ts';
import type { SourceName } from '../plan/canonical-operation.ts';
import type { Execution, FailedFetch, Path, Variables } from '../plan/execution.ts';
import type { Fragments } from '../plan/fragments.ts';
import type { DescribeInvalid } from './describe-invalid.ts';
import { type FailuresByObject, spreadFailures } from './spread-failures.ts';

/**
 * Makes a value's JSON text.
 * @returns undefined when null must take the place of the nearest nullable value around it
 */
export type WriteValue = (state: WriterState, value: unknown) => string | undefined;

/** What a selection is compiled with. */
export interface SelectionContext {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly sourceName: SourceName;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  /** Values of the variables that `@skip` and `@include` use. */
  readonly conditions: Variables;
  readonly describeInvalid: DescribeInvalid;
  /** What verdicts are passed on; undefined where the supergraph has no marks. */
  readonly register: FieldRegister | undefined;
  /** Told of a value here that is not what the schema promises. */
  readonly invalid: SourceFault;
}

/** An error as it stands in the response. */
export interface ResponseError {
  readonly message: string;
  readonly path?: Path;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Where the writer stands, and what it found wrong. */
export class WriterState {
  readonly path: (string | number)[] = [];
  readonly errors: ResponseError[];
  readonly variables: Variables;
  readonly #failures: FailuresByObject;
  /** Made when first needed: most answers have nothing missing below an object that a fetch was to complete. */
  #spread: FailuresByObject | undefined;
  /** Texts of all paths at which an error stands, or above one; made when first asked for. */
  #explained: Set<string> | undefined;

  readonly #disclosure: Disclosure | undefined;
  #verdict: Verdict | undefined;
  #withheldCount = 0;

  constructor({ variables, failures, disclosure }: Execution, errors: ResponseError[]) {
    this.variables = variables;
    this.errors = errors;
    this.#failures = failures;
    this.#disclosure = disclosure;
    this.#verdict = disclosure?.verdictOnNobody;
  }

  /** How many fields were withheld beyond those that are told one by one. */
  get moreWithheld(): number {
    return Math.max(0, this.#withheldCount - MAX_WITHHELD_ERRORS);
  }

  /** Writes what is a citizen's, by the verdict on them. */
  writeCitizen(value: unknown, write: WriteValue): string | undefined {
    const outer = this.#verdict;
    this.#verdict = this.#disclosure?.verdictOn(isObject(value) ? readKey(value, citizen.key) : undefined);
    const text = write(this, value);
    this.#verdict = outer;
    return text;
  }

  /** Whether the verdict on the citizen whose it is opens a field. Without a verdict nothing is open. */
  isOpen({ index }: RegisteredField): boolean {
    return this.#verdict?.open.has(index) ?? false;
  }

  /** Says that the field at the current path is withheld, and why. */
  reportWithheld({ index, mark: { scope } }: RegisteredField): void {
    this.#withheldCount++;
    if (this.#withheldCount > MAX_WITHHELD_ERRORS) return;
    const reason = this.#verdict?.reasonFor(index) ?? 'NOT_IN_PURPOSE';
    const { message, extensions } = new CodedError('WITHHELD', { reason: withheldReasons[reason] });
    this.report({ message, extensions: { ...extensions, reason, scope } });
  }

  /** Says that something is wrong at the current path. */
  report(fault: SourceFault): void {
    const path = [...this.path];
    this.errors.push({ ...fault, path });
    if (this.#explained) this.#explain(path);
  }

  /**
   * Says why a field of an object is missing: a fetch for it failed, or its source left it out. There is nothing to say
   * where the source knows no such object.
   */
  reportMissing(object: JsonObject, sourceName: string, invalid: SourceFault): void {
    const isMeant = ({ selection }: FailedFetch): boolean => selection.has(sourceName);
    const failure = this.#failures.get(object)?.find(isMeant) ?? this.#spreadFailures.get(object)?.find(isMeant);
    const fault = failure ? failure.fault : invalid;
    if (fault) this.report(fault);
  }

  get #spreadFailures(): FailuresByObject {
    this.#spread ??= spreadFailures(this.#failures);
    return this.#spread;
  }

  /** Whether an error has been told for the value at the current path, or for something inside it. */
  get isExplained(): boolean {
    if (!this.#explained) {
      this.#explained = new Set();
      for (const { path } of this.errors) this.#explain(path);
    }
    return this.#explained.has(this.path.join(SEPARATOR));
  }

  #explain(path: Path = []): void {
    for (let length = 1; length <= path.length; length++) {
      this.#explained?.add(path.slice(0, length).join(SEPARATOR));
    }
  }
}

/** A page of refusals helps nobody; how many more there are is told in `extensions.disclosure`. */
const MAX_WITHHELD_ERRORS = 100;

/** No name of GraphQL holds it. */
const SEPARATOR = '/';
