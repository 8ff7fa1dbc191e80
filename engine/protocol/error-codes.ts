/** Every error that Kafka 4.3 knows: its code, whether trying again may help, and what it means. */

const RETRIABLE = true;
const FINAL = false;

const table = {
  UNKNOWN_SERVER_ERROR: [
    -1,
    FINAL,
    'The broker failed in a way that it cannot name; its log says more.',
  ],
  NONE: [0, FINAL, 'All is well.'],
  OFFSET_OUT_OF_RANGE: [1, FINAL, 'The offset is before the log start or after the log end.'],
  CORRUPT_MESSAGE: [2, RETRIABLE, 'The batch is damaged: checksum, size or a missing key.'],
  UNKNOWN_TOPIC_OR_PARTITION: [3, RETRIABLE, 'This broker has no such topic or partition.'],
  INVALID_FETCH_SIZE: [4, FINAL, 'The size asked for is not allowed.'],
  LEADER_NOT_AVAILABLE: [
    5,
    RETRIABLE,
    'The partition has no leader at the moment; an election is on its way.',
  ],
  NOT_LEADER_OR_FOLLOWER: [
    6,
    RETRIABLE,
    'Another broker leads this partition, or this one has no replica of it.',
  ],
  REQUEST_TIMED_OUT: [7, RETRIABLE, 'The time for the request ran out.'],
  BROKER_NOT_AVAILABLE: [8, FINAL, 'The broker cannot be reached.'],
  REPLICA_NOT_AVAILABLE: [9, RETRIABLE, 'The replica is not on this broker.'],
  MESSAGE_TOO_LARGE: [10, FINAL, 'The batch is larger than max.message.bytes.'],
  STALE_CONTROLLER_EPOCH: [11, FINAL, 'The controller has moved on to a newer epoch.'],
  OFFSET_METADATA_TOO_LARGE: [12, FINAL, 'The metadata text beside the offset is too long.'],
  NETWORK_EXCEPTION: [13, RETRIABLE, 'The connection broke before the answer came.'],
  COORDINATOR_LOAD_IN_PROGRESS: [14, RETRIABLE, 'The coordinator is still reading its log.'],
  COORDINATOR_NOT_AVAILABLE: [15, RETRIABLE, 'There is no coordinator yet.'],
  NOT_COORDINATOR: [16, RETRIABLE, 'Another broker is the coordinator.'],
  INVALID_TOPIC_EXCEPTION: [17, FINAL, 'The topic name is not allowed.'],
  RECORD_LIST_TOO_LARGE: [18, FINAL, 'The batch is larger than a segment may be.'],
  NOT_ENOUGH_REPLICAS: [
    19,
    RETRIABLE,
    'Fewer replicas are in sync than min.insync.replicas asks for.',
  ],
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: [
    20,
    RETRIABLE,
    'The records are written, but by fewer replicas than asked for.',
  ],
  INVALID_REQUIRED_ACKS: [21, FINAL, 'The value of acks is none of -1, 0 and 1.'],
  ILLEGAL_GENERATION: [22, FINAL, "The generation is not the group's current one."],
  INCONSISTENT_GROUP_PROTOCOL: [
    23,
    FINAL,
    'The member shares no protocol with the rest of the group.',
  ],
  INVALID_GROUP_ID: [24, FINAL, 'The group id is not allowed.'],
  UNKNOWN_MEMBER_ID: [
    25,
    FINAL,
    'The coordinator does not know this member; it has to join again.',
  ],
  INVALID_SESSION_TIMEOUT: [26, FINAL, 'The session timeout is outside of what the broker allows.'],
  REBALANCE_IN_PROGRESS: [27, FINAL, 'The group is rebalancing; members have to join again.'],
  INVALID_COMMIT_OFFSET_SIZE: [28, FINAL, 'The committed offset data has a wrong size.'],
  TOPIC_AUTHORIZATION_FAILED: [29, FINAL, 'The principal may not use this topic.'],
  GROUP_AUTHORIZATION_FAILED: [30, FINAL, 'The principal may not use this group.'],
  CLUSTER_AUTHORIZATION_FAILED: [31, FINAL, 'The principal may not do this to the cluster.'],
  INVALID_TIMESTAMP: [32, FINAL, "The timestamp is too far from the broker's time."],
  UNSUPPORTED_SASL_MECHANISM: [33, FINAL, 'The broker does not offer this SASL mechanism.'],
  ILLEGAL_SASL_STATE: [34, FINAL, 'The request does not fit into the state of authentication.'],
  UNSUPPORTED_VERSION: [35, FINAL, 'The broker does not speak this version of the API.'],
  TOPIC_ALREADY_EXISTS: [36, FINAL, 'A topic of this name exists.'],
  INVALID_PARTITIONS: [37, FINAL, 'The number of partitions is not allowed.'],
  INVALID_REPLICATION_FACTOR: [
    38,
    FINAL,
    'The replication factor is below 1 or above the number of brokers.',
  ],
  INVALID_REPLICA_ASSIGNMENT: [39, FINAL, 'The assignment of replicas is not possible.'],
  INVALID_CONFIG: [40, FINAL, 'A config is unknown or has a value that is not allowed.'],
  NOT_CONTROLLER: [41, RETRIABLE, 'Another node is the controller.'],
  INVALID_REQUEST: [42, FINAL, 'The request contradicts itself or cannot be read.'],
  UNSUPPORTED_FOR_MESSAGE_FORMAT: [
    43,
    FINAL,
    'The format of the stored messages does not allow this.',
  ],
  POLICY_VIOLATION: [44, FINAL, 'A policy of the cluster forbids this.'],
  OUT_OF_ORDER_SEQUENCE_NUMBER: [45, FINAL, 'A batch of this producer is missing before this one.'],
  DUPLICATE_SEQUENCE_NUMBER: [46, FINAL, 'The batch of this producer has been written before.'],
  INVALID_PRODUCER_EPOCH: [47, FINAL, 'A newer epoch of this producer exists.'],
  INVALID_TXN_STATE: [48, FINAL, 'The transaction is not in a state that allows this.'],
  INVALID_PRODUCER_ID_MAPPING: [
    49,
    FINAL,
    'The producer id does not belong to the transactional id.',
  ],
  INVALID_TRANSACTION_TIMEOUT: [
    50,
    FINAL,
    'The transaction timeout is larger than the broker allows.',
  ],
  CONCURRENT_TRANSACTIONS: [
    51,
    RETRIABLE,
    'The last operation on this transaction has not ended yet.',
  ],
  TRANSACTION_COORDINATOR_FENCED: [52, FINAL, 'Another broker has taken over the transaction.'],
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: [
    53,
    FINAL,
    'The principal may not use this transactional id.',
  ],
  SECURITY_DISABLED: [54, FINAL, 'The cluster runs without an authorizer.'],
  OPERATION_NOT_ATTEMPTED: [
    55,
    FINAL,
    'The operation was not tried, since another of the same request failed.',
  ],
  KAFKA_STORAGE_ERROR: [56, RETRIABLE, 'The disk failed to read or to write.'],
  LOG_DIR_NOT_FOUND: [57, FINAL, "The log directory is not one of the broker's."],
  SASL_AUTHENTICATION_FAILED: [58, FINAL, 'The credentials are wrong.'],
  UNKNOWN_PRODUCER_ID: [59, FINAL, 'The broker has forgotten this producer id.'],
  REASSIGNMENT_IN_PROGRESS: [60, FINAL, 'A move of this partition is already going on.'],
  DELEGATION_TOKEN_AUTH_DISABLED: [61, FINAL, 'Delegation tokens are switched off.'],
  DELEGATION_TOKEN_NOT_FOUND: [62, FINAL, 'There is no such delegation token.'],
  DELEGATION_TOKEN_OWNER_MISMATCH: [
    63,
    FINAL,
    'The principal is neither owner nor renewer of the token.',
  ],
  DELEGATION_TOKEN_REQUEST_NOT_ALLOWED: [
    64,
    FINAL,
    'Delegation tokens need a connection that is authenticated in another way.',
  ],
  DELEGATION_TOKEN_AUTHORIZATION_FAILED: [
    65,
    FINAL,
    'The principal may not use delegation tokens like this.',
  ],
  DELEGATION_TOKEN_EXPIRED: [66, FINAL, 'The delegation token has expired.'],
  INVALID_PRINCIPAL_TYPE: [67, FINAL, 'The type of the principal is not supported.'],
  NON_EMPTY_GROUP: [68, FINAL, 'The group still has members.'],
  GROUP_ID_NOT_FOUND: [69, FINAL, 'There is no such group.'],
  FETCH_SESSION_ID_NOT_FOUND: [70, RETRIABLE, 'The broker does not know this fetch session.'],
  INVALID_FETCH_SESSION_EPOCH: [
    71,
    RETRIABLE,
    'The epoch of the fetch session does not follow the last one.',
  ],
  LISTENER_NOT_FOUND: [72, RETRIABLE, 'The leader has no listener of this name.'],
  TOPIC_DELETION_DISABLED: [73, FINAL, 'Deleting topics is switched off.'],
  FENCED_LEADER_EPOCH: [
    74,
    RETRIABLE,
    "The leader epoch of the request is older than the broker's.",
  ],
  UNKNOWN_LEADER_EPOCH: [
    75,
    RETRIABLE,
    "The leader epoch of the request is newer than the broker's.",
  ],
  UNSUPPORTED_COMPRESSION_TYPE: [76, FINAL, "The client's version cannot carry this compression."],
  STALE_BROKER_EPOCH: [77, FINAL, 'The broker has registered anew since.'],
  OFFSET_NOT_AVAILABLE: [78, RETRIABLE, 'The new leader does not know the high watermark yet.'],
  MEMBER_ID_REQUIRED: [79, FINAL, 'The member has to join again with the id that it now gets.'],
  PREFERRED_LEADER_NOT_AVAILABLE: [80, RETRIABLE, 'The preferred leader is not available.'],
  GROUP_MAX_SIZE_REACHED: [81, FINAL, 'The group has as many members as it may have.'],
  FENCED_INSTANCE_ID: [82, FINAL, 'Another member has taken this group.instance.id.'],
  ELIGIBLE_LEADERS_NOT_AVAILABLE: [83, RETRIABLE, 'No replica may become leader now.'],
  ELECTION_NOT_NEEDED: [84, RETRIABLE, 'The leader is already the one to elect.'],
  NO_REASSIGNMENT_IN_PROGRESS: [85, FINAL, 'No move of this partition is going on.'],
  GROUP_SUBSCRIBED_TO_TOPIC: [
    86,
    FINAL,
    'The group is subscribed to the topic, so its offsets stay.',
  ],
  INVALID_RECORD: [87, FINAL, 'A record breaks a rule of the topic.'],
  UNSTABLE_OFFSET_COMMIT: [88, RETRIABLE, 'A transaction on these offsets has not ended yet.'],
  THROTTLING_QUOTA_EXCEEDED: [89, RETRIABLE, 'The quota is used up for now.'],
  PRODUCER_FENCED: [90, FINAL, 'A newer producer of the same transactional id has taken over.'],
  RESOURCE_NOT_FOUND: [91, FINAL, 'The request names something that does not exist.'],
  DUPLICATE_RESOURCE: [92, FINAL, 'The request names the same thing twice.'],
  UNACCEPTABLE_CREDENTIAL: [93, FINAL, 'The credential is not good enough.'],
  INCONSISTENT_VOTER_SET: [
    94,
    FINAL,
    'The sender or the receiver is not one of the expected voters.',
  ],
  INVALID_UPDATE_VERSION: [95, FINAL, 'The partition has changed in between.'],
  FEATURE_UPDATE_FAILED: [96, FINAL, 'The features could not be changed.'],
  PRINCIPAL_DESERIALIZATION_FAILURE: [97, FINAL, 'The forwarded principal cannot be read.'],
  SNAPSHOT_NOT_FOUND: [98, FINAL, 'There is no such snapshot.'],
  POSITION_OUT_OF_RANGE: [99, FINAL, 'The position is outside of the snapshot.'],
  UNKNOWN_TOPIC_ID: [100, RETRIABLE, 'This broker has no topic of this id.'],
  DUPLICATE_BROKER_REGISTRATION: [101, FINAL, 'Another broker is running under this id.'],
  BROKER_ID_NOT_REGISTERED: [102, FINAL, 'No broker is registered under this id.'],
  INCONSISTENT_TOPIC_ID: [103, RETRIABLE, 'The topic id differs from the one of the log.'],
  INCONSISTENT_CLUSTER_ID: [104, FINAL, 'The request is meant for another cluster.'],
  TRANSACTIONAL_ID_NOT_FOUND: [105, FINAL, 'There is no such transactional id.'],
  FETCH_SESSION_TOPIC_ID_ERROR: [
    106,
    RETRIABLE,
    'The fetch session mixes topic names and topic ids.',
  ],
  INELIGIBLE_REPLICA: [107, FINAL, 'A replica of the proposed in-sync set may not be in it.'],
  NEW_LEADER_ELECTED: [108, FINAL, 'The change was made, and made another replica the leader.'],
  OFFSET_MOVED_TO_TIERED_STORAGE: [109, FINAL, 'The offset is in tiered storage only.'],
  FENCED_MEMBER_EPOCH: [
    110,
    FINAL,
    'The member has fallen behind, and must give up its partitions and join again.',
  ],
  UNRELEASED_INSTANCE_ID: [111, FINAL, 'A member that has not left yet holds this instance id.'],
  UNSUPPORTED_ASSIGNOR: [112, FINAL, 'The group does not support this assignor.'],
  STALE_MEMBER_EPOCH: [
    113,
    FINAL,
    'The member epoch is old; the next heartbeat brings the new one.',
  ],
  MISMATCHED_ENDPOINT_TYPE: [114, FINAL, 'The request went to the wrong kind of endpoint.'],
  UNSUPPORTED_ENDPOINT_TYPE: [115, FINAL, 'This kind of endpoint is not supported.'],
  UNKNOWN_CONTROLLER_ID: [116, FINAL, 'There is no such controller.'],
  UNKNOWN_SUBSCRIPTION_ID: [117, FINAL, 'The metrics subscription is unknown or old.'],
  TELEMETRY_TOO_LARGE: [118, FINAL, 'The metrics are larger than the broker accepts.'],
  INVALID_REGISTRATION: [119, FINAL, "The controller refuses the broker's registration."],
  TRANSACTION_ABORTABLE: [120, FINAL, 'The transaction cannot go on, but it can be aborted.'],
  INVALID_RECORD_STATE: [121, FINAL, 'The record is not in a state that can be acknowledged.'],
  SHARE_SESSION_NOT_FOUND: [122, RETRIABLE, 'The broker does not know this share session.'],
  INVALID_SHARE_SESSION_EPOCH: [
    123,
    RETRIABLE,
    'The epoch of the share session does not follow the last one.',
  ],
  FENCED_STATE_EPOCH: [124, FINAL, 'The share state has a newer epoch.'],
  INVALID_VOTER_KEY: [125, FINAL, "The voter's key is not the one of the receiver."],
  DUPLICATE_VOTER: [126, FINAL, 'The voter is already in the set.'],
  VOTER_NOT_FOUND: [127, FINAL, 'The voter is not in the set.'],
  INVALID_REGULAR_EXPRESSION: [128, FINAL, 'The regular expression cannot be read.'],
  REBOOTSTRAP_REQUIRED: [
    129,
    FINAL,
    "The client's metadata is too old; it has to begin with the bootstrap servers.",
  ],
  STREAMS_INVALID_TOPOLOGY: [130, FINAL, 'The topology is not valid.'],
  STREAMS_INVALID_TOPOLOGY_EPOCH: [131, FINAL, 'The epoch of the topology is not valid.'],
  STREAMS_TOPOLOGY_FENCED: [132, FINAL, "The topology is older than the group's."],
  SHARE_SESSION_LIMIT_REACHED: [
    133,
    RETRIABLE,
    'The broker holds as many share sessions as it may.',
  ],
} as const;

export type ErrorName = keyof typeof table;

/** The code of each error by its name; protocol errors are these values, never thrown across layers. */
export const ErrorCode = Object.fromEntries(
  Object.entries(table).map(([name, [code]]) => [name, code]),
) as { readonly [Name in ErrorName]: (typeof table)[Name][0] };

export type ErrorCode = (typeof ErrorCode)[ErrorName];

export interface ProtocolError {
  readonly code: ErrorCode;
  readonly name: ErrorName;
  readonly isRetriable: boolean;
  readonly sentence: string;
}

const byCode = new Map<number, ProtocolError>(
  Object.entries(table).map(([name, [code, isRetriable, sentence]]) => [
    code,
    { code, name: name as ErrorName, isRetriable, sentence },
  ]),
);

/** An unknown code is read as `UNKNOWN_SERVER_ERROR`, as Kafka's clients do. */
export function errorByCode(code: number): ProtocolError {
  return byCode.get(code) ?? byCode.get(ErrorCode.UNKNOWN_SERVER_ERROR)!;
}

/** All errors in the order of their codes. */
export function allErrors(): ProtocolError[] {
  return [...byCode.values()];
}
