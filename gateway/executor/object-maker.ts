import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString } from 'graphql';
import type { StoreObject } from './store.ts';

/** What of a field decides how it is written. */
interface FormField {
  readonly key: string;
  readonly internalKey: string;
  readonly type: { readonly name: string };
  readonly output: { readonly items?: unknown };
  readonly withheld: boolean;
}

/** Completes a field that is not as plain as most are; `undefined` says that the object cannot be. */
export type CompleteField<Field> = (field: Field, source: StoreObject) => unknown;

/** Makes the object of an answer from one of the store; undefined where one of its fields says that it cannot be. */
export type ObjectMaker<Field> = (source: StoreObject, complete: CompleteField<Field>) => StoreObject | undefined;

/** So many objects of one form must have been made before it gets a function of its own: that costs as much as a hundred. */
const HOT = 200;
/** Functions at a time; whatever else is asked is completed field by field, as everything could be. */
const MOST = 5_000;

/** When a value is what its type promises, in the words of JavaScript. */
const IS_PLAIN: ReadonlyMap<string, string> = new Map([
  [GraphQLString.name, 'typeof v === "string"'],
  [GraphQLID.name, 'typeof v === "string"'],
  [GraphQLBoolean.name, 'typeof v === "boolean"'],
  [GraphQLInt.name, 'typeof v === "number" && (v | 0) === v'],
  [GraphQLFloat.name, 'typeof v === "number" && v - v === 0'],
]);

let made = 0;
const forgotten = new FinalizationRegistry(() => {
  made--;
});

/** Counts how often one form of object is made, and writes a function for it when that is worth it. */
export class ObjectForm<Field extends FormField> {
  #count = 0;
  #maker: ObjectMaker<Field> | undefined;

  constructor(private readonly fields: readonly Field[]) {}

  /** Undefined as long as it is not worth it. */
  get maker(): ObjectMaker<Field> | undefined {
    if (this.#maker || this.#count > HOT) return this.#maker;
    this.#count++;
    if (this.#count > HOT && made < MOST) this.#maker = compile(this.fields);
    return this.#maker;
  }
}

/** Undefined where the process was started without leave to make functions from text. */
function compile<Field extends FormField>(fields: readonly Field[]): ObjectMaker<Field> | undefined {
  try {
    const make = new Function('fields', textOf(fields)) as (fields: readonly Field[]) => ObjectMaker<Field>;
    const maker = make(fields);
    made++;
    forgotten.register(maker, undefined);
    return maker;
  } catch {
    return undefined;
  }
}

/** Every name stands in quotes, as JSON writes it; in brackets `__proto__` is a name like any other. */
function textOf(fields: readonly FormField[]): string {
  const values = fields.map((field, at) => `${valueText(field, at)}\n  if (v${at} === undefined) return undefined;`);
  const entries = fields.map(({ key }, at) => `${key === '__proto__' ? '["__proto__"]' : JSON.stringify(key)}: v${at}`);
  return `return (source, complete) => {\n  let v;\n  ${values.join('\n  ')}\n  return { ${entries.join(', ')} };\n};`;
}

function valueText({ internalKey, output, type, withheld }: FormField, at: number): string {
  const otherwise = `complete(fields[${at}], source)`;
  const test = output.items || withheld ? undefined : IS_PLAIN.get(type.name);
  return test
    ? `v = source[${JSON.stringify(internalKey)}]; const v${at} = ${test} ? v : ${otherwise};`
    : `const v${at} = ${otherwise};`;
}
