import {
  type Operation,
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { keepFromCircling } from './circular-merges.ts';
import { keepExternalsOut } from './external-selections.ts';
import { nameExternals } from './interface-object-externals.ts';
import { namesKeyedTypes } from './keyless-types.ts';
import { dropNonResolvableKeys } from './non-resolvable-keys.ts';
import { withComposedDirectives, withoutForeignFeatures } from './operation-directives.ts';
import { Owners } from './owners.ts';
import { personalFields } from './personal-fields.ts';
import type { ReservedNames } from './private-names.ts';
import { type RequiredFields, readOverrideLabels, splitRequiredFields } from './required-fields.ts';
import { readReservedNames } from './reserved-names.ts';

/**
 * The planner (Planer) behind a port: the only file that knows the federation libraries. It corrects the planner's
 * supergraph before planning; what comes out is decoded when a plan is compiled.
 */
export interface PlannerPort {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** Everything, inaccessible and private names included: for type conditions and nullability inside the engine. */
  readonly fullSchema: GraphQLSchema;
  readonly supergraph: DocumentNode;
  readonly reserved: ReservedNames;
  readonly requiredFields: RequiredFields;
  readonly owners: Owners;
  readonly overrideLabels: readonly string[];
  /** Names of fields whose reads are written down. */
  readonly personalFields: ReadonlySet<string>;
  /** Synchronous and costly (milliseconds): callers cache. */
  plan(document: DocumentNode, overrides: ReadonlyMap<string, boolean>): QueryPlan;
}

/** Ten times as many, the library's default, take seconds for an operation in which much can be had from several places. */
const MAX_EVALUATED_PLANS = 1_000;

keepExternalsOut();
keepFromCircling();

/** Builds the planner for one supergraph; throws when the supergraph is not a valid one. */
export function makePlanner(supergraphSdl: string): PlannerPort {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const supportedFeatures = ROUTER_SUPPORTED_SUPERGRAPH_FEATURES;
  const apiSchema = withComposedDirectives(
    Supergraph.build(supergraphSdl, { supportedFeatures }).apiSchema().toGraphQLJSSchema(),
    supergraph,
  );
  const requiredFields = splitRequiredFields(dropNonResolvableKeys(nameExternals(withoutForeignFeatures(supergraph))));
  // The original was validated above; in the copy an external field may have lost its last user, which is no fault here.
  const corrected = Supergraph.build(requiredFields.document, { supportedFeatures, validateSupergraph: false });
  const planner = new QueryPlanner(corrected, {
    reuseQueryFragments: false,
    debug: { maxEvaluatedPlans: MAX_EVALUATED_PLANS },
  });
  const owners = new Owners(requiredFields.document);
  const clientSchema = corrected.apiSchema();
  const read = (document: DocumentNode): Operation => {
    try {
      return operationFromDocument(clientSchema, document, { validate: false });
    } catch {
      // A stage asks for what some `@requires` reads, which clients need not see.
      return operationFromDocument(corrected.schema, document, { validate: false });
    }
  };
  return {
    apiSchema,
    fullSchema: buildASTSchema(requiredFields.document, { assumeValid: true, assumeValidSDL: true }),
    supergraph,
    reserved: readReservedNames(supergraph),
    requiredFields,
    owners,
    overrideLabels: readOverrideLabels(supergraph),
    personalFields: personalFields(supergraph),
    plan: (document, overrides) =>
      namesKeyedTypes(planner.buildQueryPlan(read(document), { overrideConditions: new Map(overrides) }), owners),
  };
}
