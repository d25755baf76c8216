import { CodedError } from '../../schema/coded-error.ts';
import { readSupergraph } from '../../schema/composition/supergraph.ts';
import type { SourceFault } from '../fetch/source.ts';

/** What is told of a value that is not what the schema promises, by the field that holds it: `Citizen.sex`. */
export type DescribeInvalid = (coordinate: string) => SourceFault;

/** A field that one subgraph alone resolves tells whose value it is. */
export function createDescribeInvalid(supergraphSdl: string): DescribeInvalid {
  const bySubgraph = new Map<string, SourceFault>();
  const byCoordinate = new Map<string, SourceFault>();
  for (const { fields } of readSupergraph(supergraphSdl).types.values()) {
    for (const { coordinate, subgraphs } of fields.values()) {
      const [ministry, ...others] = subgraphs;
      if (ministry === undefined || others.length > 0) continue;
      const fault = bySubgraph.get(ministry) ?? faultOf(new CodedError('SOURCE_INVALID', { ministry }));
      bySubgraph.set(ministry, fault);
      byCoordinate.set(coordinate, fault);
    }
  }
  const nobodys = faultOf(new CodedError('RESULT_INVALID'));
  return (coordinate) => byCoordinate.get(coordinate) ?? nobodys;
}

function faultOf({ message, extensions }: CodedError): SourceFault {
  return { message, extensions };
}
