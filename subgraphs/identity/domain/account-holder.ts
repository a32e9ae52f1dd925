/** Whom an account speaks for: a person, or an organisation (Unternehmenskonto) that is never a person. */
export type AccountHolder = 'PERSON' | 'ORGANISATION';
