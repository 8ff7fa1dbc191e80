/** What a broker decides about changed configs before the controller does: whether they are its own (KIP-226). */

import { ConfigResourceType } from '../metadata/configs/config-resource.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { CLOSE_CONNECTION } from './server/server.ts';

interface Resource {
  readonly resourceType: number;
  readonly resourceName: string;
}

interface Outcome extends Resource {
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

interface Response {
  readonly responses: readonly Outcome[];
}

/** Refuses what belongs to another broker and has the rest decided by `forward`; answers in the order of the request. */
export async function alterOwnConfigs<Change extends Resource>(
  nodeId: number,
  changes: readonly Change[],
  forward: (changes: Change[]) => Promise<Response | typeof CLOSE_CONNECTION>,
): Promise<{ responses: Outcome[] } | typeof CLOSE_CONNECTION> {
  const refusals = changes.map((change) => refusalOf(nodeId, change));
  const rest = changes.filter((_, at) => refusals[at] === undefined);
  if (rest.length === 0) return { responses: refusals.flatMap((refusal) => refusal ?? []) };
  const decided = await forward(rest);
  if (decided === CLOSE_CONNECTION) return decided;
  const outcomes = decided.responses.values();
  return {
    responses: refusals.flatMap((refusal) => refusal ?? outcomes.next().value ?? []),
  };
}

function refusalOf(nodeId: number, { resourceType, resourceName }: Resource): Outcome | undefined {
  if (resourceType !== ConfigResourceType.BROKER || resourceName === '') return undefined;
  const errorMessage = ownershipProblem(nodeId, resourceName);
  if (errorMessage === undefined) return undefined;
  return { errorCode: ErrorCode.INVALID_REQUEST, errorMessage, resourceType, resourceName };
}

function ownershipProblem(nodeId: number, name: string): string | undefined {
  if (!/^-?\d+$/.test(name)) return `Node id must be an integer, but it is: ${name}`;
  if (Number(name) === nodeId) return undefined;
  return `Unexpected broker id, expected ${nodeId}, but received ${name}`;
}
