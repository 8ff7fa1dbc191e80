/** The topology that a streams group runs. */

import { coordinatorRecord } from '../../record.ts';
import { array, int16, int32, string, struct, type Value } from '../../schema.ts';

const topicConfig = struct({
  key: string,
  value: string,
});

const topicInfo = struct({
  name: string,
  partitions: int32,
  replicationFactor: int16,
  topicConfigs: array(topicConfig),
});

export const streamsGroupTopology = coordinatorRecord({
  type: 23,
  name: 'StreamsGroupTopology',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
  },
  value: {
    epoch: int32,
    subtopologies: array(
      struct({
        subtopologyId: string,
        sourceTopics: array(string),
        sourceTopicRegex: array(string),
        stateChangelogTopics: array(topicInfo),
        repartitionSinkTopics: array(string),
        repartitionSourceTopics: array(topicInfo),
        copartitionGroups: array(
          struct({
            sourceTopics: array(int16),
            sourceTopicRegex: array(int16),
            repartitionSourceTopics: array(int16),
          }),
        ),
      }),
    ),
  },
});

export type StreamsGroupTopologyKey = Value<typeof streamsGroupTopology.key.fields>;
export type StreamsGroupTopologyValue = Value<typeof streamsGroupTopology.value.fields>;
