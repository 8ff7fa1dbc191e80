/** Rules for configuration values, each giving the sentence that says what is wrong. */

export type ConfigValue = string | number | bigint | boolean | readonly string[];

export interface Violation {
  problem: string;
  /** The part of the value that is wrong, where it is not the whole. */
  part?: string;
}

/** Undefined when the value is allowed. The sentence may name the configuration. */
export type Validator = (value: ConfigValue, name: string) => Violation | undefined;

export function atLeast(minimum: number): Validator {
  return (value) =>
    isNumeric(value) && value < minimum
      ? { problem: `Value must be at least ${minimum}` }
      : undefined;
}

export function between(minimum: number, maximum: number): Validator {
  return (value, name) =>
    isNumeric(value) && value > maximum
      ? { problem: `Value must be no more than ${maximum}` }
      : atLeast(minimum)(value, name);
}

export function betweenOr(minimum: number, maximum: number, exception: number): Validator {
  return (value) => {
    if (!isNumeric(value) || Number(value) === exception) return undefined;
    if (value >= minimum && value <= maximum) return undefined;
    return {
      problem: `Value must be between ${minimum} and ${maximum} or equal to ${exception}`,
    };
  };
}

/** A string, or each member of a list, must be one of the choices. */
export function oneOf(...choices: readonly string[]): Validator {
  return (value) => {
    const chosen = Array.isArray(value) ? value.map(String) : [String(value)];
    const part = chosen.find((choice) => !choices.includes(choice));
    if (part === undefined) return undefined;
    return { problem: `String must be one of: ${choices.join(', ')}`, part };
  };
}

const THROTTLED_REPLICA = /^\d+:\d+$/;

/** Replicas whose replication is slowed down: a star for all, or pairs of partition and broker. */
export function throttledReplicas(): Validator {
  return (value, name) => {
    const entries = Array.isArray(value) ? value.map(String) : [String(value)];
    const isStar = entries.length === 1 && entries[0] === '*';
    if (isStar || entries.every((entry) => THROTTLED_REPLICA.test(entry))) return undefined;
    const form = '[partitionId]:[brokerId],[partitionId]:[brokerId],...';
    return {
      problem: `${name} must be the literal '*' or a list of replicas in the following format: ${form}`,
    };
  };
}

function isNumeric(value: ConfigValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
