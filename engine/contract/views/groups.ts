/** Consumer groups: state, generation, members and what each was given. */

import { carries, defineView } from './define-view.ts';

export interface GroupMemberView {
  readonly memberId: string;
  readonly clientId: string;
  readonly host: string;
  readonly instanceId: string | null;
  readonly assignment: readonly {
    readonly topic: string;
    readonly partitions: readonly number[];
  }[];
}

export interface GroupView {
  readonly groupId: string;
  readonly state: string;
  readonly protocol: string;
  readonly generation: number;
  readonly coordinator: number;
  readonly members: readonly GroupMemberView[];
}

export const groups = defineView({
  name: 'groups',
  description: 'Consumer groups: state, generation, members and what each was given.',
  appends: false,
  params: carries<null>(),
  data: carries<readonly GroupView[]>(),
});
