/** What the broker knows of a request besides its body. */

export interface RequestContext {
  readonly clientId: string;
  /** As Kafka writes it: a slash and the address. */
  readonly clientHost: string;
  readonly apiVersion: number;
}
