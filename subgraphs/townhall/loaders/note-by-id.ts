import { defineLoader } from '../../../platform/subgraph/index.ts';
import { CaseNote } from '../entities/case-note.ts';

/** Texts of notes by id; null when it was erased. */
export const noteById = defineLoader<string, string | null>({
  batch: async (ids, context) => {
    const notes = await context.em.find(CaseNote, { id: { $in: [...ids] } });
    const texts = new Map(notes.map(({ id, text }) => [id, text]));
    return ids.map((id) => texts.get(id) ?? null);
  },
});
