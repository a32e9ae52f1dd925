import type { Principal } from '../../platform/visa/index.ts';
import type { CompiledPlan } from '../planning/plan-nodes.ts';

/** Header by which an operator asks for the plan of her operation. */
export const PLAN_HEADER = 'stadttor-query-plan';
const SCOPE = 'operator:plans';

/** Plan view (Ausführungsplan zum Ansehen): which subgraph is asked what, and what waits for what. No data in it. */
export interface PlanView {
  readonly steps: readonly {
    readonly subgraph: string;
    /** Positions of the steps that must be over first. */
    readonly after: readonly number[];
    /** Where in the answer the objects are that it asks about; `@` stands for a list. */
    readonly paths: readonly string[];
    readonly document: string;
  }[];
  /** Fields that are not asked for because she may not see them. */
  readonly withheld: readonly string[];
}

/** For staff who were given the scope; to everybody else the header means nothing. */
export const maySeePlans = ({ kind, scopes }: Principal): boolean => kind === 'staff' && scopes.includes(SCOPE);

export function toPlanView(plan: CompiledPlan | undefined, withheld: readonly { coordinate: string }[]): PlanView {
  return {
    steps: (plan?.steps ?? []).map(({ subgraph, after, document, parts }) => ({
      subgraph,
      after,
      paths: parts.flatMap(({ targets }) => targets.map(({ path }) => path.join('.'))),
      document,
    })),
    withheld: withheld.map(({ coordinate }) => coordinate),
  };
}
