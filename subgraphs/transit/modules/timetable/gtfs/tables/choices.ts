import type { WheelchairAccess } from '../../domain/accessibility.ts';
import { choice } from '../csv/kinds.ts';

/** How passengers get on or off (Ein- und Ausstieg): as a rule, not at all, by phone order, by word to the driver. */
export type PickupType = 'REGULAR' | 'NONE' | 'PHONE' | 'DRIVER';

export const pickupType = choice<PickupType>({ '0': 'REGULAR', '1': 'NONE', '2': 'PHONE', '3': 'DRIVER' });
export const wheelchair = choice<WheelchairAccess>({ '0': 'UNKNOWN', '1': 'POSSIBLE', '2': 'NOT_POSSIBLE' });
export const yesNo = choice<boolean>({ '0': false, '1': true });
