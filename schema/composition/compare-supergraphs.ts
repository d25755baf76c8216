import { Supergraph as ApolloSupergraph } from '@apollo/federation-internals';
import { findBreakingChanges, findDangerousChanges } from 'graphql';
import { isAtLeastAsClosed, type Mark, printMark } from '../marks/mark.ts';
import { readMarks } from '../marks/read-marks.ts';

/** What a new supergraph changes for those who query the old one, each a sentence. */
export interface SupergraphChanges {
  /** A query that was answered is refused, answered otherwise, or gets less. */
  readonly breaking: readonly string[];
  /** To be looked at: it may surprise a caller, or it opens what was guarded more closely. */
  readonly dangerous: readonly string[];
}

/**
 * Compares the API that callers see, and the marks behind it. Additions are no change here.
 * @throws GraphQLError when one of the two is no supergraph
 */
export function compareSupergraphs(beforeSdl: string, afterSdl: string): SupergraphChanges {
  const [before, after] = [beforeSdl, afterSdl].map((sdl) =>
    ApolloSupergraph.build(sdl, { validateSupergraph: false }).apiSchema().toGraphQLJSSchema(),
  ) as [ApiSchema, ApiSchema];
  const changes = {
    breaking: findBreakingChanges(before, after).map(({ description }) => description),
    dangerous: findDangerousChanges(before, after).map(({ description }) => description),
  };

  const [marksBefore, marksAfter] = [readMarks(beforeSdl), readMarks(afterSdl)];
  for (const coordinate of new Set([...marksBefore.keys(), ...marksAfter.keys()])) {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const wasThere = hasField(before, typeName, fieldName);
    const isThere = hasField(after, typeName, fieldName);
    if (!wasThere || !isThere) continue;
    const [was, is] = [marksBefore.get(coordinate), marksAfter.get(coordinate)];
    const change = `${coordinate} was marked ${describeMark(was)} and is now marked ${describeMark(is)}.`;
    if (closes(was, is)) changes.breaking.push(change);
    else if (!is || (was && was.class !== is.class)) changes.dangerous.push(change);
  }
  return changes;
}

type ApiSchema = Parameters<typeof findBreakingChanges>[0];

/** Whether callers may get less: a first mark, a closer class, or a scope that earlier consents do not cover. */
function closes(was: Mark | undefined, is: Mark | undefined): boolean {
  if (!is) return false;
  return !was || was.scope !== is.scope || !isAtLeastAsClosed(was, is);
}

function hasField(schema: ApiSchema, typeName: string, fieldName: string): boolean {
  const type = schema.getType(typeName);
  return type !== undefined && 'getFields' in type && fieldName in type.getFields();
}

function describeMark(mark: Mark | undefined): string {
  return mark ? printMark(mark) : 'with nothing';
}
