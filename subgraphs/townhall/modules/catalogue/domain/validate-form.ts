import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { checkLimits, escapePointer } from './json-limits.ts';
import type { FormProblem } from './problem.ts';

/** More than anybody repairs at once, and little enough to send. */
const MAX_PROBLEMS = 100;

/** Keywords that only repeat what a more exact problem already says. */
const ECHOES: ReadonlySet<string> = new Set(['if', 'allOf']);

/** Every problem of a filled-in form, each with the field it belongs to; empty when the data fits. Never throws. */
export function findFormProblems(validate: ValidateFunction, data: unknown): FormProblem[] {
  const limits = checkLimits(data);
  if (limits.length > 0) return limits;
  if (validate(data)) return [];
  const problems = (validate.errors ?? []).filter(({ keyword }) => !ECHOES.has(keyword)).map(toProblem);
  return withoutRepeats(problems).slice(0, MAX_PROBLEMS);
}

function toProblem({ instancePath, keyword, params, message }: ErrorObject): FormProblem {
  const path = pathOf(instancePath, keyword, params);
  return { path, rule: keyword, message: `${path || 'the form'} ${textOf(keyword, message)}` };
}

/** A missing or surplus field is reported by the group around it; the citizen wants the field itself. */
function pathOf(around: string, keyword: string, params: Record<string, unknown>): string {
  if (keyword === 'required') return `${around}/${escapePointer(String(params.missingProperty))}`;
  if (keyword === 'additionalProperties') return `${around}/${escapePointer(String(params.additionalProperty))}`;
  return around;
}

const textOf = (keyword: string, message = 'does not fit'): string => {
  if (keyword === 'required') return 'is required';
  if (keyword === 'additionalProperties') return 'is not part of this form';
  return message;
};

/** A condition and the schema may ask for the same field: once is enough. */
function withoutRepeats(problems: readonly FormProblem[]): FormProblem[] {
  const seen = new Map(problems.map((problem) => [`${problem.path} ${problem.rule}`, problem]));
  return [...seen.values()];
}
