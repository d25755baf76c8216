import { hash } from 'node:crypto';
import { FieldSet } from '../disclosure/field-set.ts';
import type { FieldsCode } from './disclosure-record.ts';

/** What records are made under, and what is in them only by position. */
export interface EditionContent {
  /** Coordinates of the marked fields, by index. */
  readonly fields: readonly string[];
  /** Names of the subgraphs. */
  readonly ministries: readonly string[];
  /** What purposes rest on, as it is cited: `70/2024/NĐ-CP Art. 10`. */
  readonly basis: Readonly<Record<string, readonly string[]>>;
  readonly versions: EditionVersions;
}

export interface EditionVersions {
  /** SHA-256 of its SDL, as hexadecimal digits. */
  readonly supergraph: string;
  /** SHA-256 of the purposes as they are served. */
  readonly purposes: string;
  /** SHA-256 of the rules of disclosure. */
  readonly policy: string;
  /** Name of the rule set in force. */
  readonly ruleSet: string;
}

/** An edition as it is kept. Records name it by its hash, so that nothing in it can be changed later. */
export class Edition {
  /** JSON. */
  readonly text: string;
  /** SHA-256 of the text, as hexadecimal digits. */
  readonly hash: string;
  readonly content: EditionContent;
  /** The part of a leaf that is the same for all records of it. */
  readonly versionsText: string;
  readonly #basisTexts: ReadonlyMap<string, string>;
  readonly #fieldLists: CodeLists;
  readonly #ministryLists: CodeLists;

  private constructor(text: string, content: EditionContent) {
    this.text = text;
    this.hash = hash('sha256', text, 'hex');
    this.content = content;
    const { policy, purposes, ruleSet, supergraph } = content.versions;
    this.versionsText = JSON.stringify({ edition: this.hash, policy, purposes, ruleSet, supergraph });
    this.#basisTexts = new Map(
      Object.entries(content.basis).map(([purpose, basis]) => [purpose, JSON.stringify(basis)]),
    );
    this.#fieldLists = new CodeLists(content.fields);
    this.#ministryLists = new CodeLists(content.ministries);
  }

  static of(content: EditionContent): Edition {
    return new Edition(JSON.stringify(content), content);
  }

  /** @param text  that of another edition */
  static parse(text: string): Edition {
    return new Edition(text, JSON.parse(text));
  }

  /** @throws RangeError when the code is none of this edition */
  fields(code: FieldsCode): readonly string[] {
    return this.#fieldLists.of(code).names;
  }

  /** The same as JSON. */
  fieldsText(code: FieldsCode): string {
    return this.#fieldLists.of(code).text;
  }

  /** @param names  of subgraphs; others than this edition's are left out */
  codeOfMinistries(names: ReadonlySet<string>): FieldsCode {
    const indexes: number[] = [];
    this.content.ministries.forEach((name, index) => {
      if (names.has(name)) indexes.push(index);
    });
    return FieldSet.of(indexes).key;
  }

  ministries(code: FieldsCode): readonly string[] {
    return this.#ministryLists.of(code).names;
  }

  ministriesText(code: FieldsCode): string {
    return this.#ministryLists.of(code).text;
  }

  /** What a purpose rests on, as JSON. */
  basisText(purpose: string | null): string {
    return (purpose !== null && this.#basisTexts.get(purpose)) || '[]';
  }
}

interface NameList {
  readonly names: readonly string[];
  readonly text: string;
}

/** Most requests of a purpose are told of the same fields, so what a code stands for is worked out once. */
const MAX_LISTS = 10_000;

class CodeLists {
  readonly #names: readonly string[];
  readonly #lists = new Map<FieldsCode, NameList>();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  of(code: FieldsCode): NameList {
    const known = this.#lists.get(code);
    if (known) return known;
    const names = readCode(code).map((index) => this.#names[index] ?? unreadable());
    const list = { names, text: JSON.stringify(names) };
    if (this.#lists.size >= MAX_LISTS) this.#lists.clear();
    this.#lists.set(code, list);
    return list;
  }
}

/** A set has one code only: else a stored one could be changed and mean the same. */
function readCode(code: FieldsCode): number[] {
  if (code === '') return [];
  if (!codePattern.test(code)) unreadable();
  const words = code.split(',').map(Number);
  if (words.at(-1) === 0 || words.some((word) => word > MAX_WORD)) unreadable();
  return words.flatMap((word, at) => bits.filter((bit) => ((word >>> bit) & 1) === 1).map((bit) => at * 32 + bit));
}

const codePattern = /^(0|[1-9][0-9]{0,9})(,(0|[1-9][0-9]{0,9}))*$/;
const MAX_WORD = 0xffff_ffff;
const bits = Array.from({ length: 32 }, (_, bit) => bit);

function unreadable(): never {
  throw new RangeError('A code of fields is none of this edition');
}
