/** What is wrong with a heartbeat by itself is refused before its group is looked at. */

import { expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { heartbeatBody, joiningBody } from '../consumer-fixture.ts';
import { groupConfig } from '../group-config.ts';
import { heartbeatProblem } from './consumer-heartbeat-request.ts';

test.each([
  [joiningBody({ memberId: '' }), 1, "MemberId can't be empty."],
  [heartbeatBody({ memberId: '', memberEpoch: 3 }), 0, "MemberId can't be empty."],
  [joiningBody({ groupId: '' }), 1, "GroupId can't be empty."],
  [joiningBody({ instanceId: '' }), 1, "InstanceId can't be empty."],
  [joiningBody({ rackId: '' }), 1, "RackId can't be empty."],
  [heartbeatBody({ memberEpoch: -3 }), 1, 'MemberEpoch is invalid.'],
  [heartbeatBody({ memberEpoch: -2 }), 1, "InstanceId can't be null."],
  [
    joiningBody({ rebalanceTimeoutMs: -1 }),
    1,
    'RebalanceTimeoutMs must be provided in first request.',
  ],
  [joiningBody({ topicPartitions: null }), 1, 'TopicPartitions must be empty when (re-)joining.'],
  [
    joiningBody({ topicPartitions: [{ topicId: 'b3JkZXJzb3JkZXJzb3JkZQ', partitions: [0] }] }),
    1,
    'TopicPartitions must be empty when (re-)joining.',
  ],
  [
    joiningBody({ subscribedTopicNames: null }),
    1,
    'Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.',
  ],
  [
    joiningBody({ subscribedTopicNames: null }),
    0,
    'SubscribedTopicNames must be set in first request.',
  ],
])('%o in version %i: %s', (body, apiVersion, errorMessage) => {
  expect(heartbeatProblem(body, apiVersion, groupConfig())).toEqual({
    errorCode: ErrorCode.INVALID_REQUEST,
    errorMessage,
  });
});

test('assignors that there are not, and expressions that are none, have codes of their own', () => {
  const problems = [
    joiningBody({ serverAssignor: 'mine' }),
    joiningBody({ subscribedTopicRegex: '(?=a)' }),
  ].map((body) => heartbeatProblem(body, 1, groupConfig()));
  expect(problems).toEqual([
    {
      errorCode: ErrorCode.UNSUPPORTED_ASSIGNOR,
      errorMessage: 'ServerAssignor mine is not supported. Supported assignors: uniform, range.',
    },
    {
      errorCode: ErrorCode.INVALID_REGULAR_EXPRESSION,
      errorMessage:
        'SubscribedTopicRegex `(?=a)` is not a valid regular expression: invalid or unsupported Perl syntax.',
    },
  ]);
});

test('what is right is let through', () => {
  const bodies = [
    joiningBody(),
    joiningBody({
      subscribedTopicNames: null,
      subscribedTopicRegex: 'o.*',
      serverAssignor: 'range',
    }),
    heartbeatBody({ memberEpoch: 3 }),
    heartbeatBody({ memberEpoch: -1 }),
    heartbeatBody({ memberEpoch: -2, instanceId: 'i' }),
  ];
  expect(bodies.map((body) => heartbeatProblem(body, 1, groupConfig()))).toEqual(
    bodies.map(() => undefined),
  );
});
