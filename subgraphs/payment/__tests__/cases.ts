import { v7 as uuidv7 } from 'uuid';
import type { LogEvent } from '../../../platform/log/index.ts';
import type { TestFeed } from '../../../platform/testing/subgraph.ts';
import type { AnnouncedFee } from '../domain/case-facts.ts';

export const OFFICE = 33;

export const announcedFee = (fields: Partial<AnnouncedFee> = {}): AnnouncedFee => ({
  key: 'urkunde',
  cents: 1500,
  currency: 'EUR',
  purpose: 'Geburtsurkunde',
  moment: 'BEFORE_REVIEW',
  bookingData: { haushaltsstelle: '12240.431100', sachkonto: '431100' },
  ...fields,
});

export const caseData = (fees?: readonly AnnouncedFee[]) => ({
  reference: '2027-000123',
  service: 'geburtsurkunde',
  serviceName: { de: 'Geburtsurkunde', en: 'Birth certificate', leicht: 'Geburts-Urkunde' },
  office: OFFICE,
  ...(fees && { fees }),
});

type Fields = Partial<LogEvent>;

/** What the town hall writes into its log when an application arrives. */
export const submitted = (party: string, fees: readonly AnnouncedFee[], fields: Fields = {}) => ({
  kind: 'CASE_SUBMITTED',
  subject: uuidv7(),
  party,
  office: OFFICE,
  version: 1,
  state: 'SUBMITTED',
  data: caseData(fees),
  ...fields,
});

/** A later event of the same case. */
export const changed = (
  party: string,
  subject: string,
  version: number,
  state: string,
  kind = 'CASE_STATE_CHANGED',
) => ({
  kind,
  subject,
  party,
  office: OFFICE,
  version,
  state,
  data: caseData(),
});

/** Submits a case with these fees; returns its id. */
export const submitCase = (feed: TestFeed, party: string, fees: readonly AnnouncedFee[] = [announcedFee()]): string =>
  feed.push(submitted(party, fees)).subject;
