import { describe } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

/** Both subgraphs say what is on, each knows one kind that the other does not. */
const programme = (name: string, own: string) => ({
  name,
  typeDefs: `
    union Event = Concert | ${own}
    type Concert @shareable { title: String }
    type ${own} { title: String  ${name}: String }
    type Evening @shareable { main: Event  ${name}Main: Event }
    type Query { tonight: Event @shareable  evening: Evening @shareable  ${name}: [Event] }`,
  resolvers: {
    Query: {
      tonight: () => CONCERT,
      evening: () => ({ main: CONCERT, [`${name}Main`]: { __typename: own, title: own, [name]: name } }),
      [name]: () => [{ __typename: own, title: null, [name]: name }, null, CONCERT],
    },
  },
});
const CONCERT = { __typename: 'Concert', title: 'Songs' };

describe('a union whose members differ between subgraphs', () => {
  answers(
    () => makeHub([programme('stage', 'Play'), programme('screen', 'Movie')]),
    [
      [
        '{ tonight { __typename ... on Play { stage } ... on Movie { screen } } }',
        { tonight: { __typename: 'Concert' } },
      ],
      ['{ evening { main { ... on Play { stage } } } }', { evening: { main: {} } }],
      [
        '{ evening { a: main { __typename ... on Play { stage } } main { ... on Play { stage } } } }',
        { evening: { a: { __typename: 'Concert' }, main: {} } },
      ],
      [
        '{ evening { a: main { ... on Play { stage __typename } } main { ... on Movie { title } ... on Concert { title } } } }',
        { evening: { a: {}, main: { title: 'Songs' } } },
      ],
      [
        '{ evening { stageMain { ... on Play { title stage } ... on Movie { screen } } screenMain { ... on Movie { screen } } } }',
        { evening: { stageMain: { title: 'Play', stage: 'stage' }, screenMain: { screen: 'screen' } } },
      ],
      [
        '{ stage { ... on Play { stage } ... on Concert { title } } screen { __typename ... on Play { title } } }',
        {
          stage: [{ stage: 'stage' }, null, { title: 'Songs' }],
          screen: [{ __typename: 'Movie' }, null, { __typename: 'Concert' }],
        },
      ],
    ],
  );
});
