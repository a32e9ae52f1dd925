/** How many favourite stops a citizen may keep: more than anybody looks at, few enough for one board. */
export const MAX_FAVOURITES = 50;
