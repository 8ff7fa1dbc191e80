/** Which way of dividing the work a group takes: one that every member offers, by vote. */

import type { ClassicGroup } from './classic-group.ts';
import type { GroupMember, MemberProtocol } from './group-member.ts';

export interface Offer {
  readonly protocolType: string;
  readonly protocols: readonly MemberProtocol[];
}

/** Whether someone with this offer could be in the group, whose members must keep a protocol in common. */
export function supportsProtocols(
  group: Readonly<ClassicGroup>,
  { protocolType, protocols }: Offer,
): boolean {
  if (group.state === 'Empty') return protocolType !== '' && protocols.length > 0;
  if (group.protocolType !== protocolType) return false;
  const candidates = commonProtocols([...group.members.values()]);
  return protocols.some(({ name }) => candidates.has(name));
}

/** Each member votes for its first protocol that all offer; the most votes win, the earliest vote among equals. */
export function selectProtocol(group: Readonly<ClassicGroup>): string | null {
  const members = [...group.members.values()];
  const candidates = commonProtocols(members);
  const votes = new Map<string, number>();
  for (const { protocols } of members) {
    const choice = protocols.find(({ name }) => candidates.has(name));
    if (choice !== undefined) votes.set(choice.name, (votes.get(choice.name) ?? 0) + 1);
  }
  let winner: string | null = null;
  for (const [name, count] of votes)
    if (winner === null || count > votes.get(winner)!) winner = name;
  return winner;
}

function commonProtocols(members: readonly GroupMember[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { protocols } of members) {
    for (const name of new Set(protocols.map((protocol) => protocol.name)))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count === members.length).map(([name]) => name));
}
