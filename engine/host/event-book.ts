/** Writes the event log: what happened, in plain words, with changes of the same kind told in one sentence. */

import { every, type Clock, type Timer } from '../base/ports/clock.ts';
import type { EventView } from '../contract/views/events.ts';
import type { GroupEvent } from '../groups/group-event.ts';
import type { InSyncChange, LeaderChange } from './live/live-state.ts';
import { LogSource } from './view-source.ts';

type NewEvent = Partial<EventView> & Pick<EventView, 'text'>;

const KEPT = 500;
const GATHER_MS = 150;
const NAMES_MAX = 3;

export class EventBook {
  readonly log = new LogSource<EventView>(KEPT);
  readonly #clock: Clock;
  readonly #timer: Timer;
  #sequence = 0;
  #leaders: LeaderChange[] = [];
  #inSync: InSyncChange[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#timer = every(clock, GATHER_MS, () => this.#tellGathered());
  }

  tell(event: NewEvent): void {
    this.log.append({
      sequence: ++this.#sequence,
      at: this.#clock.now(),
      level: 'info',
      source: 'host',
      nodeId: null,
      brokerId: null,
      topic: null,
      ...event,
    });
  }

  /** `nameOf` says what people call a member. */
  tellGroup(event: GroupEvent, nameOf: (memberId: string) => string): void {
    const text = groupSentence(event, nameOf);
    if (text)
      this.tell({
        source: 'group',
        level: event.kind === 'rebalance-started' ? 'waiting' : 'info',
        text,
      });
  }

  onLeader(change: LeaderChange): void {
    this.#leaders.push(change);
  }

  onInSync(change: InSyncChange): void {
    this.#inSync.push(change);
  }

  #tellGathered(): void {
    const leaders = this.#leaders;
    const inSync = this.#inSync;
    this.#leaders = [];
    this.#inSync = [];
    for (const [brokerId, changes] of groupBy(leaders, ({ to }) => [to])) {
      this.#tellOfBroker(
        brokerId,
        'info',
        `Broker ${brokerId} now leads ${partitionNames(changes)}.`,
      );
    }
    for (const [brokerId, changes] of groupBy(inSync, ({ left }) => left)) {
      this.#tellOfBroker(
        brokerId,
        'waiting',
        `Broker ${brokerId} is no longer in sync for ${partitionNames(changes)}.`,
      );
    }
    for (const [brokerId, changes] of groupBy(inSync, ({ joined }) => joined)) {
      this.#tellOfBroker(
        brokerId,
        'info',
        `Broker ${brokerId} has caught up and is in sync for ${partitionNames(changes)}.`,
      );
    }
  }

  #tellOfBroker(brokerId: number, level: EventView['level'], text: string): void {
    this.tell({ source: 'cluster', brokerId, level, text });
  }

  close(): void {
    this.#timer.cancel();
    this.#tellGathered();
  }
}

function groupBy<Change>(
  changes: readonly Change[],
  brokersOf: (change: Change) => readonly number[],
): Map<number, Change[]> {
  const groups = new Map<number, Change[]>();
  for (const change of changes) {
    for (const id of brokersOf(change)) groups.set(id, [...(groups.get(id) ?? []), change]);
  }
  return groups;
}

/** `widgets-0, widgets-1, widgets-2 and 4 more partitions`; people's topics come before Kafka's own. */
export function partitionNames(
  partitions: readonly { topic: string; partition: number }[],
): string {
  const names = partitions.map(({ topic, partition }) => `${topic}-${partition}`);
  const unique = [...new Set(names)].sort(
    (one, other) => Number(one.startsWith('__')) - Number(other.startsWith('__')),
  );
  const shown = unique.slice(0, NAMES_MAX);
  const left = unique.length - shown.length;
  if (left > 0)
    return `${shown.join(', ')} and ${left} more ${left === 1 ? 'partition' : 'partitions'}`;
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

function groupSentence(
  { kind, groupId, memberId, reason, generationId }: GroupEvent,
  nameOf: (memberId: string) => string,
): string | undefined {
  const memberName = nameOf(memberId);
  const told = reason.replace(/\bmember (\S+)/, (_, id: string) => nameOf(id));
  const because = told === '' ? '' : `: ${told}`;
  switch (kind) {
    case 'member-joined':
      return `${memberName} joined the group ${groupId}.`;
    case 'member-replaced':
      return `${memberName} came back to the group ${groupId}.`;
    case 'member-left':
      return `${memberName} left the group ${groupId}${because}.`;
    case 'rebalance-started':
      return `The group ${groupId} shares its partitions out anew${because}.`;
    case 'stable':
      return `The group ${groupId} has settled (generation ${generationId}).`;
    case 'empty':
      return `The group ${groupId} has no members left.`;
    case 'group-deleted':
      return `The group ${groupId} was deleted.`;
    case 'group-created':
    case 'generation-begun':
      return undefined;
  }
}
