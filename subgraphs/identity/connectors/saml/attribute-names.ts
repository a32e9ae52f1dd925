/**
 * BundID's attributes: by their names (URN), never by FriendlyName, which is optional and changes. Source: BundID interface
 * description 10.2.0, section 6.1. On the right the names that brokers and the hub use.
 */
export const ATTRIBUTE_NAMES: Readonly<Record<string, string>> = {
  'urn:oid:2.5.4.42': 'given_name',
  'urn:oid:2.5.4.4': 'family_name',
  'urn:oid:1.2.40.0.10.2.1.1.225566': 'birth_name',
  'urn:oid:1.2.40.0.10.2.1.1.55': 'date_of_birth',
  'urn:oid:1.3.6.1.5.5.7.9.2': 'place_of_birth',
  'urn:oid:0.9.2342.19200300.100.1.40': 'title',
  'urn:oid:1.3.6.1.4.1.33592.1.3.5': 'gender',
  'urn:oid:2.5.4.16': 'street_and_building',
  'urn:oid:2.5.4.17': 'zip_code',
  'urn:oid:2.5.4.7': 'city',
  'urn:oid:1.2.40.0.10.2.1.1.225599': 'country',
  'urn:oid:1.3.6.1.4.1.25484.494450.5': 'community_id',
  'urn:oid:1.2.40.0.10.2.1.1.225577': 'nationality',
  'urn:oid:0.9.2342.19200300.100.1.3': 'email',
  'urn:oid:2.5.4.20': 'telephone',
  'urn:oid:1.3.6.1.4.1.25484.494450.3': 'bPK2',
  'urn:oid:2.5.4.18': 'legacy_postkorb_handle',
  'urn:oid:1.2.40.0.10.2.1.1.261.94': 'trust_level_authentication',
  'urn:oid:1.3.6.1.4.1.25484.494450.2': 'assertion_proved_by',
};

/** Gender is a salutation to BundID (its two documents contradict each other on the numbers): the hub does not ask. */
const NOT_ASKED = new Set(['gender']);

export const REQUESTED_ATTRIBUTES: readonly string[] = Object.entries(ATTRIBUTE_NAMES)
  .filter(([, name]) => !NOT_ASKED.has(name))
  .map(([urn]) => urn);
