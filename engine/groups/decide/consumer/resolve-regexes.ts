/** Which topics the regular expressions of a group stand for: found when one is new, and looked at again from time to time. */

import { parseRegex } from '../../regex/parse-regex.ts';
import { wholeMatcher } from '../../regex/match-regex.ts';
import type { Turn } from '../turn.ts';
import { existingConsumerGroup } from './existing.ts';
import { dropUnusedRegexes } from './remove.ts';

/** As often as Kafka looks at most. */
const RECHECK_MS = 10_000;

export function resolveRegexes(turn: Turn): void {
  dropUnusedRegexes(turn);
  const { groupId, now } = turn;
  const group = existingConsumerGroup(turn);
  const isRecheckDue = now.monotonicMs - group.regexCheckedMs >= RECHECK_MS;
  const wanted = new Set<string>();
  for (const { subscribedTopicRegex: regex } of group.members.values())
    if (regex !== null && regex !== '' && (isRecheckDue || !group.regexes.has(regex)))
      wanted.add(regex);
  for (const regex of wanted) resolve(turn, regex);
  if (wanted.size > 0 && isRecheckDue)
    turn.emit({ kind: 'regex-checked', groupId, monotonicMs: now.monotonicMs });
}

/** An expression that another broker understood and this one does not stands for what it stood for. */
function resolve(turn: Turn, regex: string): void {
  const { groupId, now } = turn;
  const parsed = parseRegex(regex);
  if ('problem' in parsed) return;
  const topics = [...turn.topics.names()].filter(wholeMatcher(parsed)).sort();
  const known = existingConsumerGroup(turn).regexes.get(regex);
  if (known !== undefined && isSameList(known.topics, topics)) return;
  const value = { topics, version: (known?.version ?? 0) + 1, timestampMs: now.wallMs };
  turn.emit({ kind: 'regex', groupId, regex, value });
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && new Set([...one, ...other]).size === one.length;
}
