/**
 * Prefill sources (Vorbelegung aus dem Bürgerkonto): the fields of a profile or an organisation that a form may start
 * from. The citizen sees and may change each value; nothing is sent that she has not seen.
 */
export const PREFILL_SOURCES: ReadonlySet<string> = new Set([
  ...['givenName', 'familyName', 'birthName', 'birthDate', 'birthPlace', 'nationality', 'email', 'phone'].map(
    (name) => `profile.${name}`,
  ),
  ...['street', 'houseNumber', 'postalCode', 'city'].map((name) => `profile.address.${name}`),
  ...['name', 'legalForm', 'registerNumber', 'email', 'phone'].map((name) => `organisation.${name}`),
  ...['street', 'houseNumber', 'postalCode', 'city'].map((name) => `organisation.address.${name}`),
]);
