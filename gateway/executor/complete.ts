import {
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { HubError } from '../../platform/errors/index.ts';
import { ErrorPaths } from './error-paths.ts';
import { unusableAnswer, ValueMissingError } from './errors.ts';
import { type CompleteLeaf, UNUSABLE } from './leaf.ts';
import type { Masks } from './masks.ts';
import type { CompleteField } from './object-maker.ts';
import type { CompletedObjects } from './run.ts';
import type { Output, Shape, ShapedField } from './shape.ts';
import { isComposite, own, type StoreObject } from './store.ts';

/** Says that a value which may not be null is: the nearest nullable parent becomes null instead. */
const PROPAGATE = Symbol('propagate');

const ORDINARY = { enumerable: true, configurable: true, writable: true };

/**
 * Completes the answer (Antwort): from the store to what the client asked for, by the client's names and in its order.
 * Null where the schema promises a value gives one error and nulls the nearest nullable parent, as GraphQL says.
 */
export class Completion {
  readonly #schema: GraphQLSchema;
  readonly #errors: GraphQLError[];
  readonly #introspection: StoreObject;
  readonly #path: (string | number)[] = [];
  readonly #completed: CompletedObjects;
  readonly #masks: Masks | undefined;
  #known: ErrorPaths | undefined;

  constructor(
    schema: GraphQLSchema,
    errors: GraphQLError[],
    introspection: StoreObject,
    completed: CompletedObjects = new Map(),
    masks?: Masks,
  ) {
    this.#masks = masks;
    this.#schema = schema;
    this.#completed = completed;
    this.#errors = errors;
    this.#introspection = introspection;
  }

  root(shape: Shape, type: GraphQLObjectType, store: StoreObject): StoreObject | null {
    return this.#fields(shape, type, store) as StoreObject | null;
  }

  #fields(shape: Shape, type: GraphQLObjectType | GraphQLInterfaceType, source: StoreObject): StoreObject | null {
    const { fields, form } = shape.of(type);
    const make = this.#masks ? undefined : form.code;
    if (make) return make(source, this.#rest) ?? null;
    const result: StoreObject = {};
    for (const field of fields) {
      const value = this.#easyLeaf(field, source) ?? this.#field(field, storedValue(field, source));
      if (value === PROPAGATE) return null;
      if (field.key === '__proto__') Object.defineProperty(result, field.key, { value, ...ORDINARY });
      else result[field.key] = value;
    }
    return result;
  }

  /** Most fields by far: a value that is as it should be, where no path needs to be known. */
  #easyLeaf({ leaf, output, withheld, isMeta, internalKey }: ShapedField, source: StoreObject): unknown {
    if (!leaf || output.items || withheld || isMeta || this.#masks) return undefined;
    const value = source[internalKey];
    if (value === null || value === undefined) return undefined;
    const completed = leaf(value);
    return completed === UNUSABLE ? undefined : completed;
  }

  readonly #rest: CompleteField<ShapedField> = (field, value) => {
    const completed = this.#field(field, value);
    return completed === PROPAGATE ? undefined : completed;
  };

  #field(field: ShapedField, value: unknown): unknown {
    if (field.isMeta) return this.#meta(field);
    this.#path.push(field.key);
    const completed = this.#value(field.output, value, field);
    this.#path.pop();
    return completed;
  }

  /** The type that a field was shaped for is that of the object it stands on. */
  #meta({ name, key, parent }: ShapedField): unknown {
    return name === '__typename' ? parent.name : (own(this.#introspection, key) ?? null);
  }

  /** An object that stands for several is completed once, unless that gives errors: those belong to each place. */
  #object(shape: Shape, type: GraphQLObjectType | GraphQLInterfaceType, source: StoreObject): StoreObject | null {
    const known = this.#completed.get(source);
    if (known === undefined) return this.#fields(shape, type, source);
    if (known?.shape === shape) return known.result;
    const errorsBefore = this.#errors.length;
    const result = this.#fields(shape, type, source);
    if (result && this.#errors.length === errorsBefore) this.#completed.set(source, { shape, result });
    return result;
  }

  #value(output: Output, value: unknown, field: ShapedField): unknown {
    const completed = value === null || value === undefined ? null : this.#present(output, value, field);
    if (completed !== null || !output.nonNull) return completed;
    this.#reportMissing(field);
    return PROPAGATE;
  }

  #present({ items }: Output, value: unknown, field: ShapedField): unknown {
    if (items) return this.#list(items, value, field);
    return field.leaf ? this.#leaf(field.leaf, value, field) : this.#composite(value, field);
  }

  #list(output: Output, value: unknown, field: ShapedField): unknown {
    if (!Array.isArray(value)) return this.#report(unusableAnswer());
    const items: unknown[] = [];
    for (let i = 0; i < value.length; i++) {
      this.#path.push(i);
      const item = this.#value(output, value[i], field);
      this.#path.pop();
      if (item === PROPAGATE) return null;
      items.push(item);
    }
    return items;
  }

  #leaf(leaf: CompleteLeaf, value: unknown, field: ShapedField): unknown {
    const completed = leaf(value);
    if (completed === UNUSABLE) return this.#report(unusableAnswer());
    const mask = this.#masks?.get(`${field.parent.name}.${field.name}`);
    return mask ? mask(completed) : completed;
  }

  #composite(value: unknown, { type, shape, isObject }: ShapedField): unknown {
    if (!isComposite(value) || !shape) return this.#report(unusableAnswer());
    if (isObject) return this.#object(shape, type as GraphQLObjectType, value);
    return this.#abstract(type as GraphQLAbstractType, shape, value);
  }

  #abstract(type: GraphQLAbstractType, shape: Shape, value: StoreObject): unknown {
    const typename = own(value, '__typename') ?? (isInterfaceType(type) ? type.name : undefined);
    if (typeof typename !== 'string') return this.#report(unusableAnswer());
    const runtime = this.#schema.getType(typename);
    // A hidden or foreign type: the object is not there for this client, and its name is not told.
    if (!isObjectType(runtime) && !isInterfaceType(runtime)) return null;
    if (runtime !== type && !this.#schema.isSubType(type, runtime)) return null;
    return isObjectType(runtime) ? this.#object(shape, runtime, value) : this.#standIn(shape, runtime, value);
  }

  /** An interface object nobody could name the type of: its interface fields can be given, its `__typename` cannot. */
  #standIn(shape: Shape, type: GraphQLInterfaceType, value: StoreObject): StoreObject | null {
    const asksForType = shape.fieldsOf(type).some((field) => field.name === '__typename');
    return asksForType ? null : this.#fields(shape, type, value);
  }

  #reportMissing(field: ShapedField): void {
    this.#known ??= new ErrorPaths(this.#errors);
    if (!this.#known.covers(this.#path)) this.#report(new ValueMissingError(`${field.parent.name}.${field.name}`));
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

// Internal keys are never names that every object has.
const storedValue = ({ withheld, internalKey }: ShapedField, source: StoreObject): unknown =>
  withheld ? null : source[internalKey];
