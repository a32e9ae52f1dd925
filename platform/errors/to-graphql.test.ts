import { describe, expect, it } from '@jest/globals';
import { buildSchema, execute, type GraphQLError, parse } from 'graphql';
import { NotFoundError } from './common.ts';
import { toGraphQLError } from './to-graphql.ts';

const schema = buildSchema('type Query { echo(text: String!): String }');
const document = parse('query ($text: String!) { echo(text: $text) }');

async function errorOf(text: unknown, resolver: () => unknown) {
  const { errors = [] } = await execute({ schema, document, variableValues: { text }, rootValue: { echo: resolver } });
  const reports: unknown[] = [];
  return { error: toGraphQLError(errors[0] as GraphQLError, (report) => reports.push(report)), reports };
}

describe('the one error form', () => {
  it('calls a variable of the wrong type bad input, not a bug', async () => {
    const { error, reports } = await errorOf({ a: 1 }, () => 'never');
    expect(error.extensions.code).toBe('BAD_USER_INPUT');
    expect(reports).toEqual([]);
  });

  it('keeps code and place of a known failure', async () => {
    const { error } = await errorOf('a', () => {
      throw new NotFoundError();
    });
    expect(error).toMatchObject({ path: ['echo'], extensions: { code: 'NOT_FOUND' } });
  });

  it('hides a bug behind a reference number', async () => {
    const { error, reports } = await errorOf('a', () => {
      throw new Error('password in the text');
    });
    expect(error.extensions.code).toBe('INTERNAL');
    expect(error.message).not.toContain('password');
    expect(reports).toHaveLength(1);
  });
});
