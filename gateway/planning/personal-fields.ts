import { type DocumentNode, parse, visit } from 'graphql';
import type { CompiledPlan } from './plan-nodes.ts';
import { applications, fieldedTypes } from './supergraph-document.ts';

/** Names of the fields whose reads are written down (`@personal`), whatever type they stand on. */
export function personalFields(supergraph: DocumentNode): ReadonlySet<string> {
  const fields = fieldedTypes(supergraph).flatMap((type) => type.fields ?? []);
  return new Set(fields.filter((field) => applications(field, 'personal').length > 0).map(({ name }) => name.value));
}

/** Whether a plan asks for such a field, be it only because another one requires it. */
export function readsPersonal({ steps }: CompiledPlan, personal: ReadonlySet<string>): boolean {
  let found = false;
  for (const { document } of personal.size > 0 ? steps : [])
    visit(parse(document, { noLocation: true }), {
      Field: ({ name }) => {
        found ||= personal.has(name.value);
      },
    });
  return found;
}
