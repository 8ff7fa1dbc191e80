/** Nodes as Kafka's own `server.properties` describe them, one file for each; what is wrong is named with its line. */

import { EngineError } from '../base/errors.ts';
import type { Address } from '../base/ports/network.ts';
import { SANDBOX_DEFAULTS } from '../broker/broker-config.ts';
import { brokerConfigs } from '../metadata/configs/broker-configs.ts';
import { configProblem, listMembers } from '../metadata/configs/config-value.ts';
import { topicConfigs } from '../metadata/configs/topic-configs.ts';
import { readProperties, type PropertyLine } from './properties-file.ts';

export interface PropertiesFile {
  /** As it is named to people. */
  readonly path: string;
  readonly text: string;
}

export interface DescribedBroker {
  readonly id: number;
  readonly listener: Address;
  /** What clients are told; undefined where that is the listener. */
  readonly advertised: Address | undefined;
  readonly dataDirectory: string;
  readonly rack: string | null;
  readonly properties: Readonly<Record<string, string>>;
}

export interface DescribedController {
  readonly id: number;
  readonly listener: Address;
  readonly dataDirectory: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface DescribedNode {
  readonly path: string;
  readonly id: number;
  readonly broker: DescribedBroker | undefined;
  readonly controller: DescribedController | undefined;
  /** What the operator should know, in sentences. */
  readonly remarks: readonly string[];
}

interface Listener extends Address {
  readonly name: string;
}

const ANY_ADDRESS = '0.0.0.0';
const LISTENER = /^([A-Za-z0-9_.-]+):\/\/(?:\[([^\]]*)\]|([^:/[\]]*)):(\d+)$/;
const PORT_MAX = 65_535;

/** `hostName` is told to clients where a listener names no host, as Kafka does. Throws `EngineError` `BAD_PROPERTIES`. */
export function describedNode(file: PropertiesFile, hostName: string): DescribedNode {
  return new Reader(file, hostName).node();
}

class Reader {
  readonly #path: string;
  readonly #hostName: string;
  readonly #lines = new Map<string, PropertyLine>();
  readonly #remarks: string[] = [];

  constructor({ path, text }: PropertiesFile, hostName: string) {
    this.#path = path;
    this.#hostName = hostName;
    for (const property of readProperties(text)) this.#take(property);
  }

  node(): DescribedNode {
    const id = Number(this.#text('node.id') ?? this.#text('broker.id') ?? this.#missing('node.id'));
    const roles = listMembers(this.#text('process.roles') ?? this.#missing('process.roles'));
    const controllerNames = listMembers(this.#text('controller.listener.names') ?? '');
    const listeners = this.#listeners('listeners');
    const broker = roles.includes('broker')
      ? this.#broker(id, this.#only(listeners, controllerNames))
      : undefined;
    const controller = roles.includes('controller')
      ? this.#controller(id, { listeners, controllerNames, isAlone: broker === undefined })
      : undefined;
    return { path: this.#path, id, broker, controller, remarks: this.#remarks };
  }

  /** Of a name that stands there twice the last value holds, as in Kafka. */
  #take(property: PropertyLine): void {
    const { name, value } = property;
    const definition = brokerConfigs.get(name);
    if (definition === undefined) {
      this.#remarks.push(`${this.#at(property)}: ${unknownName(name)}`);
    } else {
      const problem = configProblem(definition, value);
      if (problem !== undefined) throw this.#wrong(property, problem, definition.doc);
    }
    this.#lines.set(name, property);
  }

  #broker(id: number, listener: Listener): DescribedBroker {
    const advertised = this.#listeners('advertised.listeners').find(
      ({ name }) => name === listener.name,
    );
    const isAnywhere = listener.host === '';
    const told = advertised ?? listener;
    const fallback = { host: this.#hostName, port: told.port };
    if (told.host === ANY_ADDRESS) {
      const name = advertised ? 'advertised.listeners' : 'listeners';
      throw this.#wrong(
        this.#lines.get(name),
        `Clients cannot be told to connect to ${ANY_ADDRESS}.`,
        'Name an address in advertised.listeners that clients can reach.',
      );
    }
    return {
      id,
      listener: { host: isAnywhere ? ANY_ADDRESS : listener.host, port: listener.port },
      advertised: told.host === '' ? fallback : advertised && addressOf(advertised),
      dataDirectory: this.#dataDirectory(),
      rack: this.#text('broker.rack') ?? null,
      properties: this.#properties(),
    };
  }

  #controller(
    id: number,
    from: { listeners: Listener[]; controllerNames: string[]; isAlone: boolean },
  ): DescribedController {
    const listener = from.listeners.find(({ name }) => from.controllerNames.includes(name));
    if (listener === undefined) {
      throw this.#wrong(
        this.#lines.get('controller.listener.names'),
        'A controller needs a listener that controller.listener.names names.',
        'For example listeners=CONTROLLER://127.0.0.1:9093 and controller.listener.names=CONTROLLER.',
      );
    }
    const { host, port } = listener;
    const own = this.#text('metadata.log.dir');
    const directory = this.#dataDirectory();
    return {
      id,
      listener: { host: host === '' ? ANY_ADDRESS : host, port },
      // A broker and a controller are two threads, and each keeps its directory for itself.
      dataDirectory: own ?? (from.isAlone ? directory : `${directory}/controller`),
      properties: this.#properties(),
    };
  }

  /** The listener for clients: of those that are not the controllers', there may be one. */
  #only(listeners: readonly Listener[], controllerNames: readonly string[]): Listener {
    const [first, ...others] = listeners.filter(({ name }) => !controllerNames.includes(name));
    const property = this.#lines.get('listeners');
    if (first === undefined || others.length > 0) {
      throw this.#wrong(
        property,
        `A broker serves exactly one listener for clients, but ${others.length + (first ? 1 : 0)} are named.`,
        'For example listeners=PLAINTEXT://127.0.0.1:9092.',
      );
    }
    const protocol = this.#protocolOf(first.name);
    if (protocol === 'PLAINTEXT') return first;
    throw this.#wrong(
      this.#lines.get('listener.security.protocol.map') ?? property,
      `The listener ${first.name} is of the protocol ${protocol ?? 'of no known name'}, which is not served yet.`,
      'Use PLAINTEXT.',
    );
  }

  #protocolOf(listener: string): string | undefined {
    const map =
      this.#text('listener.security.protocol.map') ??
      brokerConfigs.get('listener.security.protocol.map')!.fallback!;
    const pairs = listMembers(map).map((pair) => pair.split(':').map((part) => part.trim()));
    return pairs.find(([name]) => name === listener)?.[1];
  }

  #listeners(name: string): Listener[] {
    const property = this.#lines.get(name);
    const fallback = name === 'listeners' ? brokerConfigs.get(name)!.fallback! : '';
    return listMembers(property?.value ?? fallback).map((text) => {
      const [, listener, bracketed, plain, digits] = LISTENER.exec(text) ?? [];
      const port = Number(digits);
      if (listener !== undefined && port <= PORT_MAX) {
        return { name: listener, host: bracketed ?? plain ?? '', port };
      }
      throw this.#wrong(property, `"${text}" is no listener.`, 'Expected is NAME://host:port.');
    });
  }

  #dataDirectory(): string {
    const name = this.#lines.has('log.dirs') ? 'log.dirs' : 'log.dir';
    const text = this.#text(name) ?? brokerConfigs.get('log.dir')!.fallback!;
    const [directory, ...others] = listMembers(text);
    if (directory !== undefined && others.length === 0) return directory;
    const hint = 'Expected is one directory: several are not served yet.';
    throw this.#wrong(
      this.#lines.get(name),
      `${name} names ${others.length + 1} directories.`,
      hint,
    );
  }

  /** What the file does not say has Kafka's own default and not the sandbox's. */
  #properties(): Record<string, string> {
    const defaults = Object.keys(SANDBOX_DEFAULTS).flatMap((name) => {
      const fallback = brokerConfigs.get(name)?.fallback;
      return typeof fallback !== 'string' ? [] : [[name, fallback]];
    });
    const said = [...this.#lines.values()].map(({ name, value }) => [name, value]);
    return Object.fromEntries([...defaults, ...said]) as Record<string, string>;
  }

  #text(name: string): string | undefined {
    return this.#lines.get(name)?.value;
  }

  #missing(name: string): never {
    const doc = brokerConfigs.get(name)!.doc;
    throw this.#wrong(undefined, `${name} is missing.`, doc);
  }

  #at(property: PropertyLine | undefined): string {
    return property === undefined ? this.#path : `${this.#path}:${property.line}`;
  }

  #wrong(property: PropertyLine | undefined, problem: string, hint: string): EngineError {
    return new EngineError('BAD_PROPERTIES', `${this.#at(property)}: ${problem}`, { hint });
  }
}

function addressOf({ host, port }: Address): Address {
  return { host, port };
}

function unknownName(name: string): string {
  const isTopic = topicConfigs.has(name);
  const why = isTopic
    ? 'is a configuration of topics'
    : 'is not a configuration that is known here';
  const nearest = isTopic ? topicConfigs.get(name)!.synonyms[0]?.name : nearestName(name);
  const advice = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return `"${name}" ${why}, and has no effect.${advice}`;
}

/** The name that becomes this one with one letter added, left out, changed, or two swapped. */
function nearestName(name: string): string | undefined {
  return [...brokerConfigs.keys()].find((known) => isNear(known, name));
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  const shorter = Math.min(a.length, b.length) - start;
  while (end < shorter && a.at(-1 - end) === b.at(-1 - end)) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restA === `${restB[1]}${restB[0]}`;
}
