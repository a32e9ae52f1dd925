import type { PlainRepresentation, Walk } from './walk.ts';

/** A plan (Ausführungsplan), compiled once per operation and rights: what the executor runs, nothing left to look up. */
export interface CompiledPlan {
  /** Each comes after all that it waits for. */
  readonly steps: readonly Step[];
  /** Only for subscriptions: the fetch whose answer is the event; the steps are then what runs for each event. */
  readonly primary?: CompiledFetch;
}

/** Step (Schritt): one request to one subgraph, begun as soon as the steps it waits for are over. */
export interface Step {
  readonly subgraph: string;
  /** Indexes of steps. */
  readonly after: readonly number[];
  /** Steps that follow one after another at most, itself included: its share of the time that is left. */
  readonly stages: number;
  readonly parts: readonly StepPart[];
  /** Of all parts together. Always the same string object, so that transports can keep what they parsed. */
  readonly document: string;
  /** The same as JSON writes it, for transports that send it. */
  readonly quotedDocument: string;
}

/** One `_entities` of a request, or the whole request where nothing was merged. */
export interface StepPart {
  readonly call: CompiledCall;
  /** Response key of its entities, and the variable of its representations. */
  readonly key: string;
  readonly variable: string;
  readonly targets: readonly Target[];
}

/** Target (Ziel): the objects of the store that a call is about; `@` stands for a list level. */
export interface Target {
  readonly path: readonly string[];
  /** Of the path, and of the type where only one is meant. */
  readonly name: string;
  /** Equal representations mean equal objects here, so that one object can stand for all of them. */
  readonly isSharable: boolean;
  readonly walk: Walk;
}

/** A fetch as the planner made it. */
export interface CompiledFetch {
  readonly subgraph: string;
  /** Usually one; several when required fields of one name with different arguments cannot share a representation. */
  readonly calls: readonly CompiledCall[];
}

export interface CompiledCall {
  /** Always the same string object, so that transports can keep what they parsed. */
  readonly document: string;
  readonly variables: readonly string[];
  /** Top-level response keys that this call delivers (below `_entities` for an entity call), before output rewrites. */
  readonly outputs: readonly string[];
  /** For calls at the root: what each output selects one level deeper, since several subgraphs may share one root field. */
  readonly below: ReadonlyMap<string, readonly string[]>;
  /** Only for entity calls: how a representation is built from a stored object. */
  readonly representation?: RepresentationRecipe;
  /** Where every representation is of one type, and of values. */
  readonly plain?: PlainRepresentation;
  readonly inputRewrites: readonly CompiledRewrite[];
  readonly outputRewrites: readonly CompiledRewrite[];
  readonly contextRewrites: readonly ContextRewrite[];
  /** Names that output rewrites give back, for error paths: fetched alias -> stored key. */
  readonly renamed: ReadonlyMap<string, string>;
}

export type RepresentationRecipe = readonly RepresentationPart[];
export type RepresentationPart = RepresentationField | RepresentationFragment;

export interface RepresentationField {
  readonly kind: 'field';
  readonly from: string;
  readonly to: string;
  readonly nonNull: boolean;
  /** Left out when nobody brought it, instead of making the representation incomplete. */
  readonly optional?: boolean;
  /** What it is in any case, whether the stored object says so or not. */
  readonly constant?: string;
  readonly parts?: RepresentationRecipe;
}

export interface RepresentationFragment {
  readonly kind: 'fragment';
  /** Names of all types the condition lets through. */
  readonly types: ReadonlySet<string>;
  readonly parts: RepresentationRecipe;
}

/** One step of a rewrite's way: into a field, or on only for objects of certain types. */
export type RewriteStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'type'; readonly types: ReadonlySet<string> };

export interface CompiledRewrite {
  readonly steps: readonly RewriteStep[];
  readonly key: string;
  readonly action: { readonly kind: 'set'; readonly value: unknown } | { readonly kind: 'rename'; readonly to: string };
}

/** A value taken from an ancestor of the entity (`@fromContext`) and sent as a variable. */
export interface ContextRewrite {
  /** How many objects to climb; list levels do not count. */
  readonly up: number;
  readonly steps: readonly RewriteStep[];
  readonly variable: string;
}
