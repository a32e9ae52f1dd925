import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';

/** Counts tokens before anything is parsed. A text that cannot be read is left to the parser, which says where. */
export function checkTokens(query: string, { tokens: most }: Limits): void {
  const lexer = new Lexer(new Source(query));
  for (let count = 0; nextKind(lexer) !== TokenKind.EOF; count++)
    if (count >= most) throw new OperationTooComplexError();
}

function nextKind(lexer: Lexer): TokenKind {
  try {
    return lexer.advance().kind;
  } catch (error) {
    if (error instanceof GraphQLError) return TokenKind.EOF;
    throw error;
  }
}
