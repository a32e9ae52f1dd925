import { describe, expect, it } from '@jest/globals';
import { type GraphQLObjectType, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { buildSubgraph } from '../../../platform/subgraph/index.ts';
import { transit } from '../main.ts';

const { schema, sdl } = buildSubgraph(transit as never);
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('_'));

const fieldText = (type: string, field: string): string | undefined => {
  const found = (schema.getType(type) as GraphQLObjectType).getFields()[field];
  return (
    found &&
    `(${found.args
      .map((arg) => `${arg.name}: ${arg.type}`)
      .sort()
      .join(', ')}): ${found.type}`
  );
};

describe('the schema of transit', () => {
  it.each([
    ['Query', 'stops', '(first: Int, near: PointInput, search: String): [Stop!]'],
    ['Query', 'stop', '(id: ID!): Stop'],
    ['Query', 'me', '(): Citizen'],
    ['Stop', 'id', '(): ID!'],
    ['Stop', 'name', '(): String!'],
    ['Stop', 'departures', '(at: DateTime, first: Int): [Departure!]'],
    ['Stop', 'onDemand', '(at: DateTime): [OnDemandOffer!]'],
    ['Subscription', 'departures', '(stopId: ID!): [Departure!]'],
    ['Citizen', 'favouriteStops', '(): [Stop!]'],
    ['Mutation', 'addFavouriteStop', '(input: AddFavouriteStopInput!): AddFavouriteStopPayload'],
    ['Mutation', 'removeFavouriteStop', '(input: RemoveFavouriteStopInput!): RemoveFavouriteStopPayload'],
  ])('keeps %s.%s', (type, field, text) => {
    expect(fieldText(type, field)).toBe(text);
  });

  it('describes every type, field, argument and value', () => {
    const missing = types.flatMap((type) => {
      if (isEnumType(type))
        return type
          .getValues()
          .filter(({ description }) => !description)
          .map(({ name }) => name);
      if (isInputObjectType(type))
        return Object.values(type.getFields())
          .filter((field) => !field.description)
          .map(({ name }) => name);
      if (!isObjectType(type) || type.name.startsWith('__')) return [];
      const root = ['Query', 'Mutation', 'Subscription'].includes(type.name);
      const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
      const args = fields.flatMap((field) =>
        field.args.filter(({ description }) => !description).map(({ name }) => `${field.name}.${name}`),
      );
      const bare = fields.filter(({ description }) => !description).map(({ name }) => `${type.name}.${name}`);
      return [...(type.description || root ? [] : [type.name]), ...bare, ...args];
    });
    expect(missing).toEqual([]);
  });

  it('prints the rights of favourites', () => {
    expect(sdl).toMatch(
      /favouriteStops: \[Stop!\] @authenticated @requiresScopes\(scopes: \[\["favourites"\]\]\) @policy/,
    );
    expect(sdl).toContain('@personal(category: "favourites")');
  });
});
