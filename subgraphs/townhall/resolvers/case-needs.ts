import type { Scope } from '../../../platform/log/index.ts';
import type { Needs } from '../../../platform/rights/index.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import type { Case } from '../entities/case.ts';

type Rule = Parameters<typeof Needs>[0];

/** What the applicant, or an app for her, needs to see and make her cases. */
export const APPLICANT_NEEDS: Rule = { scopes: ['cases'], consent: 'cases' };

/** The same, or the office's staff; the database shows each the rows that are theirs. */
export const CASE_NEEDS: Rule = { scopes: [['cases'], ['staff']], consent: 'cases' };

export const STAFF_NEEDS: Rule = { scopes: ['staff'], kinds: ['staff'] };

/** Whose part of the log a viewer of this case follows. */
export const scopeOf = ({ office, applicantId }: Case, { kind }: Principal): Scope =>
  kind === 'staff' ? { office } : { party: applicantId };
