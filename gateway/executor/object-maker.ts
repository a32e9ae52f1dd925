import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString } from 'graphql';
import { HotCode } from '../hot-code.ts';
import type { StoreObject } from './store.ts';

/** What of a field decides how it is written. */
interface FormField {
  readonly key: string;
  readonly internalKey: string;
  readonly type: { readonly name: string };
  readonly output: { readonly items?: unknown };
  readonly withheld: boolean;
  readonly isMeta: boolean;
  readonly name: string;
  readonly parent: { readonly name: string };
}

/** Completes the value of a field that is not as plain as most are; `undefined` says that the object cannot be. */
export type CompleteField<Field> = (field: Field, value: unknown) => unknown;

/** Makes the object of an answer from one of the store; undefined where one of its fields says that it cannot be. */
export type ObjectMaker<Field> = (source: StoreObject, complete: CompleteField<Field>) => StoreObject | undefined;

/** When a value is what its type promises, in the words of JavaScript. */
const IS_PLAIN: ReadonlyMap<string, string> = new Map([
  [GraphQLString.name, 'typeof v === "string"'],
  [GraphQLID.name, 'typeof v === "string"'],
  [GraphQLBoolean.name, 'typeof v === "boolean"'],
  [GraphQLInt.name, 'typeof v === "number" && (v | 0) === v'],
  [GraphQLFloat.name, 'typeof v === "number" && v - v === 0'],
]);

/** A form of objects, whose function is made when many of them are. */
export type ObjectForm<Field> = HotCode<ObjectMaker<Field>>;

export const objectForm = <Field extends FormField>(fields: readonly Field[]): ObjectForm<Field> =>
  new HotCode(() => textOf(fields), fields);

/** Every name stands in quotes, as JSON writes it; in brackets `__proto__` is a name like any other. */
function textOf(fields: readonly FormField[]): string {
  const values = fields.map((field, at) => `${valueText(field, at)}\n  if (v${at} === undefined) return undefined;`);
  const entries = fields.map(({ key }, at) => `${key === '__proto__' ? '["__proto__"]' : JSON.stringify(key)}: v${at}`);
  return `return (source, complete) => {\n  let v;\n  ${values.join('\n  ')}\n  return { ${entries.join(', ')} };\n};`;
}

/** The code for one form reads each property itself, by a name that is always the same; nothing is read for what nobody fetches. */
function valueText({ internalKey, output, type, withheld, isMeta, name, parent }: FormField, at: number): string {
  if (name === '__typename') return `const v${at} = ${JSON.stringify(parent.name)};`;
  const value = withheld || isMeta ? 'null' : `source[${JSON.stringify(internalKey)}]`;
  const test = output.items || withheld ? undefined : IS_PLAIN.get(type.name);
  return test
    ? `v = ${value}; const v${at} = ${test} ? v : complete(given[${at}], v);`
    : `const v${at} = complete(given[${at}], ${value});`;
}
