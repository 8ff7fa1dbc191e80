/** Finds the quotas that a filter asks for. */

import { ErrorCode } from '../protocol/error-codes.ts';
import type {
  DescribeClientQuotasRequest,
  DescribeClientQuotasResponse,
} from '../protocol/messages/48-describe-client-quotas.ts';
import type { ClientQuota } from './client-quotas.ts';
import type { MetadataImage } from './image.ts';

type Component = DescribeClientQuotasRequest['components'][number];

interface Problem {
  errorCode: ErrorCode;
  errorMessage: string;
}

const MatchType = { EXACT: 0, DEFAULT: 1, SPECIFIED: 2 } as const;
const USER = 'user';
const CLIENT_ID = 'client-id';
const IP = 'ip';

export function describeClientQuotas(
  { clientQuotas }: Pick<MetadataImage, 'clientQuotas'>,
  filter: DescribeClientQuotasRequest,
): DescribeClientQuotasResponse {
  const problem = problemOf(filter.components);
  if (problem !== undefined) return { throttleTimeMs: 0, ...problem, entries: null };
  const found = [...clientQuotas.values()].filter((quota) => isMatch(filter, quota));
  const entries = found.map(({ entity, values }) => ({
    entity: [...entity],
    values: [...values].map(([key, value]) => ({ key, value })),
  }));
  return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, errorMessage: '', entries };
}

/** Every component must be met; a strict filter wants nothing beside them. */
function isMatch({ components, strict }: DescribeClientQuotasRequest, quota: ClientQuota): boolean {
  if (strict && quota.entity.length !== components.length) return false;
  return components.every(({ entityType, matchType, match }) => {
    const part = quota.entity.find((component) => component.entityType === entityType);
    if (part === undefined) return false;
    return matchType === MatchType.SPECIFIED || part.entityName === match;
  });
}

function problemOf(components: readonly Component[]): Problem | undefined {
  const seen = new Set<string>();
  for (const component of components) {
    const { entityType } = component;
    if (entityType === '') return invalid('Invalid empty entity type.');
    if (seen.has(entityType)) {
      return invalid(`Entity type ${entityType} cannot appear more than once in the filter.`);
    }
    if (![USER, CLIENT_ID, IP].includes(entityType)) {
      const errorMessage = `Unsupported entity type ${entityType}`;
      return { errorCode: ErrorCode.UNSUPPORTED_VERSION, errorMessage };
    }
    seen.add(entityType);
    const problem = matchProblem(component);
    if (problem !== undefined) return invalid(problem);
  }
  if (!seen.has(IP) || seen.size === 1) return undefined;
  return invalid(
    'Invalid entity filter component combination. IP filter component should not be used with user or clientId filter component.',
  );
}

function matchProblem({ matchType, match }: Component): string | undefined {
  const also = 'but also specified a match string.';
  switch (matchType) {
    case MatchType.EXACT:
      if (match !== null) return undefined;
      return 'Request specified MATCH_TYPE_EXACT, but set match string to null.';
    case MatchType.DEFAULT:
      return match === null ? undefined : `Request specified MATCH_TYPE_DEFAULT, ${also}`;
    case MatchType.SPECIFIED:
      return match === null ? undefined : `Request specified MATCH_TYPE_SPECIFIED, ${also}`;
    default:
      return `Unknown match type ${matchType}`;
  }
}

function invalid(errorMessage: string): Problem {
  return { errorCode: ErrorCode.INVALID_REQUEST, errorMessage };
}
