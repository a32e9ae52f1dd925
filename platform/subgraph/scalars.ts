import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON, GraphQLLocalDate } from 'graphql-scalars';

/** Instant (Zeitpunkt): RFC 3339 with zone outside, `Date` inside. */
export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'An instant, RFC 3339 with zone: `2027-03-01T08:30:00.000Z`.',
});

/** Day (Tag): `YYYY-MM-DD` outside and inside, reckoned in Europe/Berlin. */
export const DateScalar = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A day in Europe/Berlin: `2027-03-01`.',
});

/** Free JSON: the data of a form, as its schema says. */
export const JSONScalar = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: 'JSON',
  description: 'Any JSON value. What it must look like is said where it is used.',
});
