/** What a group coordinator needs to know of topics; the broker answers from its metadata image. */

export interface TopicLookup {
  /** Undefined when there is no such topic. */
  partitionCount(name: string): number | undefined;
  idOf(name: string): string | undefined;
  nameOf(topicId: string): string | undefined;
  /** Of all topics. */
  names(): Iterable<string>;
}
