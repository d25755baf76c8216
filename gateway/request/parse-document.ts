import { type DocumentNode, GraphQLError, Lexer, parse, Source, TokenKind } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import { type Limits, maxNesting } from './limits.ts';

/**
 * @throws OPERATION_UNPARSABLE with the place, and without the text there: it may be somebody's number or name;
 *   OPERATION_TOO_MANY_TOKENS, OPERATION_TOO_DEEP
 */
export function parseDocument(text: string, limits: Pick<Limits, 'maxTokens'>): DocumentNode {
  try {
    const source = new Source(text);
    limitTokens(source, limits);
    return parse(source);
  } catch (error) {
    if (!(error instanceof GraphQLError) || error instanceof CodedError) throw error;
    const { line, column } = error.locations?.[0] ?? { line: 1, column: 1 };
    const { source, positions } = error;
    throw new CodedError('OPERATION_UNPARSABLE', { line, column }, { source, positions });
  }
}

/** Comes before parsing, which recurses as deep as the text nests and keeps every token, those of comments too. */
function limitTokens(source: Source, { maxTokens }: Pick<Limits, 'maxTokens'>): void {
  const lexer = new Lexer(source);
  let count = 0;
  let nesting = 0;
  let last = lexer.token;
  while (last.kind !== TokenKind.EOF) {
    const token = lexer.advance();
    for (let passed = last; passed !== token && passed.next; passed = passed.next) count += 1;
    if (count > maxTokens) throw new CodedError('OPERATION_TOO_MANY_TOKENS', { limit: maxTokens });
    if (opening.has(token.kind)) nesting += 1;
    else if (closing.has(token.kind)) nesting -= 1;
    if (nesting > maxNesting) throw new CodedError('OPERATION_TOO_DEEP', { limit: maxNesting });
    last = token;
  }
}

const opening = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);
