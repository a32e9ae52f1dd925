/** The demo town (Musterstadt der Vorführung): made up, like everything in it. Its key is in no official register. */
export const DEMO_TOWN = { name: 'Musterhagen', zipCode: '39999', ars: '999990001001' } as const;
