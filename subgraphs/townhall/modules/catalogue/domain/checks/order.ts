import type { Check } from './check.ts';
import { checkConditions } from './conditions.ts';
import { checkEasyLanguage } from './easy-language.ts';
import { checkFee } from './fees.ts';
import { checkBounds, checkClosedObjects, checkFormSchema, checkLocalRefs } from './form-schema.ts';
import { checkFileName, checkUniqueKeys } from './names.ts';
import { checkBlocks, checkCategory, checkOffices, checkPrefill } from './references.ts';
import { checkPatterns } from './safe-pattern.ts';
import { checkFieldsKnown, checkFieldsOnce, checkOptions, checkRequiredShown } from './steps.ts';

/** Every check of a service file, in the order its problems are shown. */
export const CHECKS: readonly Check[] = [
  checkFileName,
  checkUniqueKeys,
  checkCategory,
  checkOffices,
  checkBlocks,
  checkFormSchema,
  checkLocalRefs,
  checkClosedObjects,
  checkBounds,
  checkPatterns,
  checkFieldsKnown,
  checkFieldsOnce,
  checkRequiredShown,
  checkOptions,
  checkConditions,
  checkPrefill,
  checkFee,
  checkEasyLanguage,
];
