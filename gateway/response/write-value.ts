import type { GraphQLSchema, VariableDefinitionNode } from 'graphql';
import { citizen } from '../../schema/composition/citizen.ts';
import { type CitizenTally, DisclosureTally } from '../disclosure/disclosure-tally.ts';
import type { FieldRegister, RegisteredField } from '../disclosure/field-register.ts';
import { isObject, type JsonObject, readKey } from '../fetch/json.ts';
import type { SourceFault } from '../fetch/source.ts';
import type { SourceName } from '../plan/canonical-operation.ts';
import type { Execution, FailedFetch, Path, Variables } from '../plan/execution.ts';
import type { Fragments } from '../plan/fragments.ts';
import type { DescribeInvalid } from './describe-invalid.ts';
import { type FailuresByObject, spreadFailures } from './spread-failures.ts';
import { withheldFault } from './withheld-fault.ts';

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

  /** Undefined where the supergraph has no marks. */
  readonly tally: DisclosureTally | undefined;
  /** Of whom it is being told. */
  #citizen: CitizenTally | undefined;
  readonly #hasSourceErrors: boolean;
  #withheldCount = 0;

  constructor({ variables, failures, disclosure }: Execution, errors: ResponseError[]) {
    this.variables = variables;
    this.errors = errors;
    this.#failures = failures;
    this.tally = disclosure && new DisclosureTally(disclosure);
    this.#citizen = this.tally?.nobody;
    this.#hasSourceErrors = errors.length > 0;
  }

  /** Writes what is a citizen's, by the verdict on them. */
  writeCitizen(value: unknown, write: WriteValue): string | undefined {
    const outer = this.#citizen;
    this.#citizen = this.tally?.of(isObject(value) ? readKey(value, citizen.key) : undefined);
    const text = write(this, value);
    this.#citizen = outer;
    return text;
  }

  /** Whether the verdict on the citizen whose it is opens a field. Without a verdict nothing is open. */
  isOpen({ index }: RegisteredField): boolean {
    return this.#citizen?.verdict.open.has(index) ?? false;
  }

  /** Says that the field at the current path is withheld, and why. */
  reportWithheld(field: RegisteredField): void {
    const reason = this.#citizen?.verdict.reasonFor(field.index) ?? 'NOT_IN_PURPOSE';
    this.#citizen?.addWithheld(field.index, reason);
    this.#withheldCount++;
    if (this.#withheldCount <= MAX_WITHHELD_ERRORS) {
      this.report(withheldFault(field, reason));
    } else if (this.tally) {
      this.tally.moreWithheld++;
    }
  }

  /**
   * Counts what was told of an open field: something, or that there is nothing, which is told where no error stands.
   * @param text  what was written for it; undefined where null takes the place of something around it
   */
  countTold({ index }: RegisteredField, value: unknown, text: string | undefined): void {
    if (text === undefined) return;
    if (text !== 'null' && text !== '[]') this.#citizen?.addTold(index);
    else if (isEmpty(value) && !(this.#hasSourceErrors && this.isExplained)) this.#citizen?.addEmpty(index);
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
   * @returns whether there was something to say
   */
  reportMissing(object: JsonObject, sourceName: string, invalid: SourceFault): boolean {
    const isMeant = ({ selection }: FailedFetch): boolean => selection.has(sourceName);
    const failure = this.#failures.get(object)?.find(isMeant) ?? this.#spreadFailures.get(object)?.find(isMeant);
    const fault = failure ? failure.fault : invalid;
    if (fault) this.report(fault);
    return fault !== undefined;
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

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
