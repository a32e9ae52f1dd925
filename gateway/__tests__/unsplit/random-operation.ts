import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from 'graphql';
import type { Random } from './random.ts';

export interface Operation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Aliases that keys, required fields, planners and JavaScript would like for themselves. */
const NAMES = [
  'id',
  'code',
  'number',
  'room',
  'marks',
  '__proto__',
  'constructor',
  'toString',
  '_entities',
  '__typename',
  '_a_x',
  'f1',
  'f2',
  'f3',
  'f4',
  'x',
  'y',
];

/** Response keys of one object of the answer, and which field stands behind each, so that selections merge. */
class Scope {
  readonly #keys = new Map<string, { readonly meaning: string; readonly below: Scope }>();

  /** The scope below a key; undefined when the key means something else already. */
  enter(key: string, meaning: string): Scope | undefined {
    const known = this.#keys.get(key);
    if (known) return known.meaning === meaning ? known.below : undefined;
    const below = new Scope();
    this.#keys.set(key, { meaning, below });
    return below;
  }
}

/** Invents an operation: aliases, fragments, conditions, variables, colliding names. */
export function randomOperation(schema: GraphQLSchema, random: Random): Operation {
  return new OperationMaker(schema, random).make();
}

class OperationMaker {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #fragments: string[] = [];
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema;
    this.#random = random;
  }

  make(): Operation {
    const mutation = this.#random.chance(15) ? this.#schema.getMutationType() : undefined;
    const root = this.#set(mutation ?? (this.#schema.getQueryType() as GraphQLCompositeType), new Scope(), 4);
    const variables = this.#declared.length > 0 ? ` (${this.#declared.join(', ')})` : '';
    const head = mutation ? `mutation${variables} ` : variables && `query${variables} `;
    return { query: [`${head}${root}`, ...this.#fragments].join('\n'), variables: this.#variables };
  }

  #set(type: GraphQLCompositeType, scope: Scope, depth: number): string {
    const selections = Array.from({ length: this.#random.between(1, 4) }, () => this.#selection(type, scope, depth));
    const chosen = selections.filter((text) => text !== '');
    return `{ ${chosen.length > 0 ? chosen.join(' ') : '__typename'} }`;
  }

  #selection(type: GraphQLCompositeType, scope: Scope, depth: number): string {
    if (this.#random.chance(isAbstractType(type) ? 50 : 12)) return this.#fragment(type, scope, depth - 1);
    const fields = isUnionType(type)
      ? []
      : Object.values(type.getFields()).filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    if (fields.length === 0 || this.#random.chance(10)) return this.#typename(scope);
    return this.#field(this.#random.pick(fields), scope, depth - 1);
  }

  #typename(scope: Scope): string {
    const key = this.#random.chance(30) ? this.#random.pick(NAMES) : '__typename';
    if (!scope.enter(key, '__typename')) return '';
    return key === '__typename' ? key : `${key}: __typename`;
  }

  #field(field: GraphQLField<unknown, unknown>, scope: Scope, depth: number): string {
    const given = field.args.length > 0 && this.#random.chance(60) ? `(times: ${this.#number()})` : '';
    const key = this.#random.chance(35) ? this.#random.pick(NAMES) : field.name;
    const below = scope.enter(key, `${field.name}${given}`);
    if (!below) return '';
    const type = getNamedType(field.type);
    const set = isCompositeType(type) ? ` ${this.#set(type, below, depth)}` : '';
    return `${key === field.name ? '' : `${key}: `}${field.name}${given}${this.#condition()}${set}`;
  }

  #number(): string {
    const value = this.#random.between(1, 3);
    return this.#random.chance(50) ? String(value) : this.#variable('Int!', value);
  }

  #condition(): string {
    if (!this.#random.chance(10)) return '';
    const value = this.#random.chance(70);
    const given = this.#random.chance(50) ? String(value) : this.#variable('Boolean!', value);
    return this.#random.chance(50) ? ` @include(if: ${given})` : ` @skip(if: ${given})`;
  }

  #variable(type: string, value: unknown): string {
    const name = this.#random.pick(['v', 'representations', '__proto__', 'constructor', '_v']) + this.#declared.length;
    this.#declared.push(`$${name}: ${type}`);
    this.#variables[name] = value;
    return `$${name}`;
  }

  #fragment(type: GraphQLCompositeType, scope: Scope, depth: number): string {
    const narrowed = this.#random.pick(this.#conditions(type));
    const set = this.#set(narrowed, scope, depth);
    const condition = this.#condition();
    if (this.#random.chance(30)) {
      const name = `Part${this.#fragments.length}`;
      this.#fragments.push(`fragment ${name} on ${narrowed.name} ${set}`);
      return `...${name}${condition}`;
    }
    return narrowed === type && this.#random.chance(30)
      ? `...${condition} ${set}`
      : `... on ${narrowed.name}${condition} ${set}`;
  }

  /** Types a fragment may name here: itself, what it may be, and the interfaces and unions around those. */
  #conditions(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    const around = Object.values(this.#schema.getTypeMap()).filter(
      (other): other is GraphQLCompositeType =>
        isAbstractType(other) && possible.some((one) => this.#schema.isSubType(other, one)),
    );
    return [...possible, ...around];
  }
}
