import type { GraphQLObjectType } from 'graphql';
import type { Role } from '../../../../schema/callers.ts';
import type { Choices } from '../../plan/federation/choices.ts';
import { SelectionGenerator } from '../../plan/federation/generate-operation.ts';
import type { SentRequest } from './ask.ts';
import { callers, type SampleCaller } from './callers.ts';
import { mayState } from './rules.ts';
import type { Named, World } from './world.ts';

type Generated = Pick<World, 'ministries' | 'purposes' | 'population'>;

/**
 * Writes an operation and who sends it: each another caller, for a purpose that is mostly one that the caller may state,
 * about another family.
 */
export function generateRequests(world: Generated, choices: Choices, count: number): readonly SentRequest[] {
  const writer = new OperationWriter(world, choices);
  const isAboutSelf = choices.oneIn(3);
  const senders = Array.from({ length: count }, () => chooseSender(world, choices, isAboutSelf));
  const roots = Array.from({ length: 1 + choices.below(3) }, () => writer.root(isAboutSelf !== choices.oneIn(15)));
  const text = writer.finish(roots);
  return senders.map((sender) => ({
    caller: sender.caller,
    self: choices.of(sender.family).personalId,
    text,
    variables: writer.variablesFor(sender),
  }));
}

/** Who sends an operation, about whom and what for. */
interface Sender {
  readonly caller: SampleCaller;
  readonly family: readonly Named[];
  readonly purpose: string;
}

function chooseSender({ purposes, population }: Generated, choices: Choices, isAboutSelf: boolean): Sender {
  const fitting = callers.filter(({ role }) => (isAboutSelf ? forThemselves : forOthers).includes(role));
  const caller = choices.of(choices.oneIn(12) ? callers : fitting);
  const all = [...purposes.values()];
  const own = all.filter((purpose) => mayState(purpose, caller));
  const { code } = choices.of(own.length > 0 && !choices.oneIn(12) ? own : all);
  return { caller, family: choices.of(population.families), purpose: code };
}

const forThemselves: readonly Role[] = ['citizen', 'portal'];
const forOthers: readonly Role[] = ['clerk', 'partner'];

/** Writes one operation. Whom it is about and what for stands in variables, so that everybody can send it. */
class OperationWriter {
  readonly #generator: SelectionGenerator;
  readonly #ministries: World['ministries'];
  readonly #choices: Choices;
  readonly #variables: OwnVariable[] = [];
  #roots = 0;

  constructor({ ministries }: Generated, choices: Choices) {
    this.#generator = new SelectionGenerator(ministries, choices);
    this.#ministries = ministries;
    this.#choices = choices;
  }

  root(isAboutSelf: boolean): string {
    if (this.#choices.oneIn(6)) return `... on Query ${this.#generator.selectionSet(this.#type('Query'), 4)}`;
    const alias = this.#choices.oneIn(20) ? '__proto__' : `root${this.#roots++}`;
    const field = `${alias}: ${isAboutSelf ? this.#me() : this.#named()}`;
    // One field that is selected several times is answered once, with all that is asked below it.
    const repeats = 1 + this.#choices.below(4);
    const selections = Array.from({ length: repeats }, (_, index) =>
      this.#generator.selectionSet(this.#type('Citizen'), index === 0 ? 4 : 2),
    );
    const selection = selections.map((set) => `${field} ${set}`).join(' ');
    return this.#choices.oneIn(8) ? `... on Query { ${selection} }` : selection;
  }

  finish(roots: readonly string[]): string {
    const { declarations, fragments } = this.#generator;
    const all = [...this.#variables.map(({ type }, index) => `$own${index}: ${type}`), ...declarations];
    const query = `query Generated${all.length > 0 ? `(${all.join(', ')})` : ''} { ${roots.join(' ')} }`;
    return [query, ...fragments].join('\n');
  }

  variablesFor(sender: Sender): SentRequest['variables'] {
    const own = this.#variables.map(({ valueFor }, index) => [`own${index}`, valueFor(sender)]);
    return { ...this.#generator.variables, ...Object.fromEntries(own) };
  }

  #type(name: string): GraphQLObjectType {
    return this.#ministries.getType(name) as GraphQLObjectType;
  }

  #me(): string {
    return this.#choices.oneIn(4) ? 'me' : `me(purpose: ${this.#statedPurpose()})`;
  }

  #named(): string {
    // The first two are the parents, to whom most relatives belong.
    const place = this.#choices.below(this.#choices.oneIn(3) ? 12 : 2);
    const byLegacyId = this.#choices.oneIn(6);
    const find = ({ family }: Sender): Named | undefined => family[place % family.length];
    const fullName = this.#variable('String!', (sender) => find(sender)?.fullName);
    const dateOfBirth = this.#variable('PartialDate!', (sender) => find(sender)?.dateOfBirth);
    const rest = `fullName: ${fullName}, dateOfBirth: ${dateOfBirth}, purpose: ${this.#statedPurpose()}`;
    if (byLegacyId) {
      const number = this.#variable('LegacyIdNumber!', (sender) => find(sender)?.legacyId ?? NOBODYS);
      return `citizenByLegacyId(number: ${number}, ${rest})`;
    }
    return `citizen(personalId: ${this.#variable('PersonalId!', (sender) => find(sender)?.personalId)}, ${rest})`;
  }

  #statedPurpose(): string {
    return this.#variable('PurposeInput!', ({ purpose }) => ({ code: purpose, dossier: 'T-1' }));
  }

  #variable(type: string, valueFor: OwnVariable['valueFor']): string {
    this.#variables.push({ type, valueFor });
    return `$own${this.#variables.length - 1}`;
  }
}

interface OwnVariable {
  readonly type: string;
  readonly valueFor: (sender: Sender) => unknown;
}

/** A number of 9 digits that no card had. */
const NOBODYS = '000000001';
