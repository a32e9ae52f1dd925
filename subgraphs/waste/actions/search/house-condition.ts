import { sql } from '../../../../platform/database/index.ts';
import type { HouseNumber } from '../../modules/calendar/domain/house-number.ts';

/**
 * Whether an address `a` covers a house, as `matchesAddress` says it: an entry without numbers covers the whole street,
 * a single number also what begins with it (`7` finds 7a), a range its side of the street.
 */
export const houseCondition = ({ number, suffix }: HouseNumber): string => sql`(
  a.number_from is null
  or (a.number_to = a.number_from and a.suffix_to = a.suffix_from
    and a.number_from = ${number} and starts_with(a.suffix_from, ${suffix}))
  or ((a.number_to, a.suffix_to) is distinct from (a.number_from, a.suffix_from)
    and (a.parity = 'ALL' or (a.parity = 'ODD') = ${number % 2 === 1})
    and (a.number_from, a.suffix_from) <= (${number}, ${suffix} collate "C")
    and (a.number_to is null or ${number} < a.number_to
      or (${number} = a.number_to and (a.suffix_to = '' or ${suffix} <= a.suffix_to))))
)`;
