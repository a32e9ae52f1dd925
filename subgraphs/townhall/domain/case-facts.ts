import type { FeeAmount } from '../modules/catalogue/domain/fee.ts';
import type { Texts } from '../modules/catalogue/domain/service.ts';

/** The part of a case that consumers of the log are told. */
export interface ToldCase {
  readonly reference: string;
  readonly serviceKey: string;
  readonly serviceName: Texts;
  readonly office: number;
  /** Note of this step. Its text stays in its row, which can be erased. */
  readonly noteId: string | null;
}

/** What a case event carries for other subgraphs (Ereignisangaben): keys, names and amounts, never personal text. */
export function toCaseFacts(told: ToldCase, fees?: readonly FeeAmount[]): Record<string, unknown> {
  const { reference, serviceKey, serviceName, office, noteId } = told;
  return {
    reference,
    service: serviceKey,
    serviceName,
    office,
    ...(noteId && { noteId }),
    ...(fees && { fees }),
  };
}
