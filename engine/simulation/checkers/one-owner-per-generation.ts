/** No two members of one generation of a group are given the same partition. */

import type { GroupView } from '../../groups/group-view.ts';
import { defineChecker } from './define-checker.ts';

export const oneOwnerPerGeneration = defineChecker({
  name: 'one owner per generation',
  start({ cluster }, violate) {
    return {
      look() {
        for (const { broker } of cluster.brokers)
          for (const view of broker?.groups.snapshot() ?? []) checkOwners(view, violate);
      },
    };
  },
});

function checkOwners(view: GroupView, violate: (sentence: string) => void): void {
  if (view.state !== 'Stable') return;
  const owners = new Map<string, string>();
  for (const { name, memberId } of ownershipsOf(view)) {
    const other = owners.get(name);
    if (other !== undefined)
      violate(
        `In generation ${view.generationId} of ${view.groupId} both ${other} and ${memberId} own ${name}.`,
      );
    owners.set(name, memberId);
  }
}

function ownershipsOf({ members }: GroupView): { name: string; memberId: string }[] {
  return members.flatMap(({ memberId, assignment }) =>
    assignment.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ name: `${topic}-${partition}`, memberId })),
    ),
  );
}
