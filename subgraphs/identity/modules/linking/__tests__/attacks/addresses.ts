/** The hub's address in these tests. On its own, so that a table does not load the hub before a guard is taken out. */
export const HUB = 'http://localhost:4000';
export const RETURN = `${HUB}/konten`;
