import type { CaseState } from '../domain/case-state.ts';
import { Case } from '../entities/case.ts';
import type { Texts } from '../modules/catalogue/domain/service.ts';

/** A case as statements of our own return it: `CASE_COLUMNS`. */
export interface CaseRow {
  id: string;
  reference: string;
  version: number;
  service: string;
  service_version: number;
  service_name: Texts;
  office: number;
  applicant: string;
  ars: string;
  state: CaseState;
  note_id: string | null;
  submitted_at: Date | string | null;
  updated_at: Date | string;
}

export const toCase = (row: CaseRow): Case =>
  Object.assign(new Case(), {
    id: row.id,
    reference: row.reference,
    version: row.version,
    serviceKey: row.service,
    serviceVersion: row.service_version,
    serviceName: row.service_name,
    office: row.office,
    applicantId: row.applicant,
    ars: row.ars,
    state: row.state,
    noteId: row.note_id,
    submittedAt: row.submitted_at && new Date(row.submitted_at),
    updatedAt: new Date(row.updated_at),
  });
