import type pg from 'pg';
import { getTypeParser } from './value-parsers.ts';

/** A statement that waits for its rows. */
export interface PendingStatement {
  readonly text: string;
  /** As the server reads them. */
  readonly values: readonly (string | null)[];
  /** By which the server keeps it prepared; undefined: it does not. */
  readonly name: string | undefined;
  readonly resolve: (rows: readonly object[]) => void;
  readonly reject: (error: Error) => void;
}

/** How the rows of each statement are read that a connection has prepared, by its name. */
export type PreparedStatements = Map<string, RowReader>;

/** Makes an object of the texts of a row's fields. */
type RowReader = (fields: readonly (string | null)[]) => object;

/**
 * Statements that travel down a connection together, and their answers back: one message each way. They run one after
 * the other. `pg` hands it what the server sends. When one fails, the server passes over those behind it.
 * @see PostgreSQL, Frontend/Backend Protocol: Pipelining
 */
export class Pipeline implements pg.Submittable {
  readonly #statements: readonly PendingStatement[];
  readonly #prepared: PreparedStatements;
  readonly #onEnd: (end: PipelineEnd) => void;
  /** Which statement is being answered. */
  #at = 0;
  #readRow: RowReader | undefined;
  #rows: object[] = [];
  #unreadable: Error | undefined;

  /** @param prepared  what the connection has prepared; what it prepares now is added */
  constructor(
    statements: readonly PendingStatement[],
    prepared: PreparedStatements,
    onEnd: (end: PipelineEnd) => void,
  ) {
    this.#statements = statements;
    this.#prepared = prepared;
    this.#onEnd = onEnd;
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire;
    wire.stream.cork();
    for (const { text, values, name = '' } of this.#statements) {
      const isPrepared = this.#prepared.has(name);
      if (!isPrepared) {
        // The server may know the name from a time when the statement was prepared, but then failed.
        if (name !== '') wire.close({ type: 'S', name });
        wire.parse({ text, name });
      }
      wire.bind({ statement: name, values });
      if (!isPrepared) wire.describe({ type: 'P' });
      wire.execute();
    }
    wire.sync();
    wire.stream.uncork();
  }

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    this.#readRow = createRowReader(fields);
    const name = this.#statements[this.#at]?.name;
    if (name !== undefined) this.#prepared.set(name, this.#readRow);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#unreadable) return;
    this.#readRow ??= this.#prepared.get(this.#statements[this.#at]?.name ?? '');
    try {
      if (this.#readRow) this.#rows.push(this.#readRow(fields));
    } catch (error) {
      this.#unreadable = error as Error;
    }
  }

  handleCommandComplete(): void {
    const statement = this.#statements[this.#at];
    if (this.#unreadable) statement?.reject(this.#unreadable);
    else statement?.resolve(this.#rows);
    this.#at++;
    this.#rows = [];
    this.#readRow = undefined;
    this.#unreadable = undefined;
  }

  handleReadyForQuery(): void {
    this.#onEnd({ passedOver: [], lost: undefined });
  }

  /** @param error  what the server says of a statement, or how the connection was lost */
  handleError(error: Error & { readonly severity?: string }): void {
    const [failed, ...behind] = this.#statements.slice(this.#at);
    failed?.reject(error);
    // It may be what it prepared that no longer fits the tables.
    if (failed?.name !== undefined) this.#prepared.delete(failed.name);
    if (error.severity === undefined || /^(FATAL|PANIC)$/.test(error.severity)) {
      for (const statement of behind) statement.reject(error);
      this.#onEnd({ passedOver: [], lost: error });
    } else {
      this.#onEnd({ passedOver: behind, lost: undefined });
    }
  }
}

export interface PipelineEnd {
  /** Statements that were not run because the one before failed. */
  readonly passedOver: readonly PendingStatement[];
  /** Set when the connection serves no more. */
  readonly lost: Error | undefined;
}

/** What `pg` sends to the server, each a message of the protocol; its types know nothing of it. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  close(statement: { type: 'S'; name: string }): void;
  parse(statement: { text: string; name: string }): void;
  bind(portal: { statement: string; values: readonly (string | null)[] }): void;
  describe(portal: { type: 'P' }): void;
  execute(): void;
  sync(): void;
}

function createRowReader(fields: readonly pg.FieldDef[]): RowReader {
  const columns = fields.map(({ name, dataTypeID }, place) => ({ name, place, parse: getTypeParser(dataTypeID) }));
  // All rows have their fields in one order, so that the engine knows them for one kind of object.
  const empty = Object.fromEntries(columns.map(({ name }) => [name, null]));
  return (texts) => {
    const row: Record<string, unknown> = { ...empty };
    for (const { name, place, parse } of columns) {
      const text = texts[place] ?? null;
      if (text !== null) row[name] = parse(text);
    }
    return row;
  };
}
