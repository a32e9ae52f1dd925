import { v5 as uuidv5 } from 'uuid';

/** Id of a fee (UUIDv5 of case and fee key): the same event makes the same fee, however often it is read. */
export const feeId = (caseId: string, key: string): string => uuidv5(key, caseId);
