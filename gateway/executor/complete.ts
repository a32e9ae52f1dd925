import {
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLInterfaceType,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { HubError } from '../../platform/errors/index.ts';
import { ErrorPaths } from './error-paths.ts';
import { unusableAnswer, ValueMissingError } from './errors.ts';
import { completeLeaf, UNUSABLE } from './leaf.ts';
import type { Shape, ShapedField } from './shape.ts';
import { isPlainObject, newObject, own, type StoreObject } from './store.ts';

/** Says that a value which may not be null is: the nearest nullable parent becomes null instead. */
const PROPAGATE = Symbol('propagate');

/**
 * Completes the answer (Antwort): from the store to what the client asked for, by the client's names and in its order.
 * Null where the schema promises a value gives one error and nulls the nearest nullable parent, as GraphQL says.
 */
export class Completion {
  readonly #schema: GraphQLSchema;
  readonly #errors: GraphQLError[];
  readonly #introspection: StoreObject;
  readonly #path: (string | number)[] = [];
  #known: ErrorPaths | undefined;

  constructor(schema: GraphQLSchema, errors: GraphQLError[], introspection: StoreObject) {
    this.#schema = schema;
    this.#errors = errors;
    this.#introspection = introspection;
  }

  root(shape: Shape, type: GraphQLObjectType, store: StoreObject): StoreObject | null {
    return this.#fields(shape, type, store) as StoreObject | null;
  }

  #fields(shape: Shape, type: GraphQLObjectType | GraphQLInterfaceType, source: StoreObject): StoreObject | null {
    const result = newObject();
    for (const field of shape.fieldsOf(type)) {
      this.#path.push(field.key);
      const value = this.#field(field, type, source);
      this.#path.pop();
      if (value === PROPAGATE) return null;
      result[field.key] = value;
    }
    return result;
  }

  #field(field: ShapedField, type: GraphQLObjectType | GraphQLInterfaceType, source: StoreObject): unknown {
    if (field.name === '__typename') return type.name;
    if (field.name.startsWith('__')) return own(this.#introspection, field.key) ?? null;
    return this.#value(field.type, field.withheld ? null : own(source, field.internalKey), field);
  }

  #value(type: GraphQLOutputType, value: unknown, field: ShapedField): unknown {
    if (isNonNullType(type)) {
      const completed = this.#value(type.ofType, value, field);
      if (completed !== null) return completed;
      this.#reportMissing(field);
      return PROPAGATE;
    }
    if (value === null || value === undefined) return null;
    if (isListType(type)) return this.#list(type.ofType, value, field);
    return this.#named(type, value, field);
  }

  #list(itemType: GraphQLOutputType, value: unknown, field: ShapedField): unknown {
    if (!Array.isArray(value)) return this.#report(unusableAnswer());
    const items: unknown[] = [];
    for (let i = 0; i < value.length; i++) {
      this.#path.push(i);
      const item = this.#value(itemType, value[i], field);
      this.#path.pop();
      if (item === PROPAGATE) return null;
      items.push(item);
    }
    return items;
  }

  #named(type: GraphQLNamedOutputType, value: unknown, { shape }: ShapedField): unknown {
    if (isLeafType(type)) {
      const leaf = completeLeaf(type, value);
      return leaf === UNUSABLE ? this.#report(unusableAnswer()) : leaf;
    }
    if (!isPlainObject(value) || !shape) return this.#report(unusableAnswer());
    if (isObjectType(type)) return this.#fields(shape, type, value);
    return this.#abstract(type, shape, value);
  }

  #abstract(type: GraphQLAbstractType, shape: Shape, value: StoreObject): unknown {
    const typename = own(value, '__typename') ?? (isInterfaceType(type) ? type.name : undefined);
    if (typeof typename !== 'string') return this.#report(unusableAnswer());
    const runtime = this.#schema.getType(typename);
    // A hidden or foreign type: the object is not there for this client, and its name is not told.
    if (!isObjectType(runtime) && !isInterfaceType(runtime)) return null;
    if (runtime !== type && !this.#schema.isSubType(type, runtime)) return null;
    return isObjectType(runtime) ? this.#fields(shape, runtime, value) : this.#standIn(shape, runtime, value);
  }

  /** An interface object nobody could name the type of: its interface fields can be given, its `__typename` cannot. */
  #standIn(shape: Shape, type: GraphQLInterfaceType, value: StoreObject): StoreObject | null {
    const asksForType = shape.fieldsOf(type).some((field) => field.name === '__typename');
    return asksForType ? null : this.#fields(shape, type, value);
  }

  #reportMissing(field: ShapedField): void {
    this.#known ??= new ErrorPaths(this.#errors);
    if (!this.#known.covers(this.#path)) this.#report(new ValueMissingError(`${field.parentName}.${field.name}`));
  }

  #report(error: HubError): null {
    const path = [...this.#path];
    const { message, code, details } = error;
    const extensions = { code, ...(Object.keys(details).length > 0 && { details }) };
    this.#errors.push(new GraphQLError(message, { path, extensions }));
    this.#known?.add(path);
    return null;
  }
}
