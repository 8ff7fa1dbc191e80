/** Machines stop, die and lose power as real ones do; links delay, are cut, and keep the order of each stream. */

import { expect, test } from 'vitest';
import type { Connection } from '../../base/ports/network.ts';
import type { Ports } from '../../base/ports/ports.ts';
import type { Machine } from './machine.ts';
import { World } from './world.ts';

interface Pair {
  world: World;
  near: Machine;
  far: Machine;
  ports: Ports;
  connection: Connection;
  /** What the far end heard, and the near end. */
  heard: string[];
  answers: string[];
}

const ADDRESS = { host: 'far', port: 9092 };

function runFor(world: World, ms: number): Promise<void> {
  const end = world.time.now + ms;
  world.time.schedule(ms, () => {});
  return world.time.run(() => world.time.now >= end);
}

async function connected(seed = 1): Promise<Pair> {
  const world = new World(seed);
  const [near, far] = [world.addMachine('near'), world.addMachine('far')];
  const heard: string[] = [];
  const answers: string[] = [];
  await world.boot(far).ports.network.listen(ADDRESS, (accepted) =>
    accepted.handle({
      onData: (chunk) => heard.push(chunk.toString()),
      onClose: () => heard.push('closed'),
    }),
  );
  const { ports } = world.boot(near);
  const connecting = ports.network.connect(ADDRESS);
  await runFor(world, 10);
  const connection = await connecting;
  connection.handle({
    onData: (chunk) => answers.push(chunk.toString()),
    onClose: () => answers.push('closed'),
  });
  return { world, near, far, ports, connection, heard, answers };
}

test('a stream keeps its order over changing delays and pieces', async () => {
  const { world, connection, heard } = await connected();
  world.network.latencyMaxMs = 100;
  const sent = Array.from({ length: 200 }, (_, index) => `<${index}>`);
  for (const text of sent) connection.write([Buffer.from(text)]);
  await runFor(world, 1000);
  expect(heard.join('')).toBe(sent.join(''));
});

test('what is sent over a silent cut arrives after it is mended, and nobody is told', async () => {
  const { world, near, far, connection, heard, answers } = await connected();
  world.network.cut(near, far, 'silent');
  connection.write([Buffer.from('hello')]);
  await runFor(world, 5000);
  const during = [...heard];
  world.network.mend(near, far);
  await runFor(world, 10);
  expect({ during, after: heard.join(''), answers }).toEqual({
    during: [],
    after: 'hello',
    answers: [],
  });
});

test('a cut that resets breaks streams and refuses new ones until it is mended', async () => {
  const { world, near, far, ports, heard, answers } = await connected();
  world.network.cut(near, far, 'reset');
  const refused = ports.network.connect(ADDRESS).catch((error: { code: string }) => error.code);
  await runFor(world, 10);
  world.network.mend(near, far);
  const again = ports.network.connect(ADDRESS);
  await runFor(world, 10);
  expect([heard, answers, await refused, (await again).remote]).toEqual([
    ['closed'],
    ['closed'],
    'CONNECT_FAILED',
    ADDRESS,
  ]);
});

test('the streams of a killed program end; without power nobody knows until the machine is back', async () => {
  const [killed, dark] = [await connected(1), await connected(2)];
  killed.world.kill(killed.far, { kind: 'process' });
  dark.world.kill(dark.far, { kind: 'power' });
  await runFor(killed.world, 5000);
  await runFor(dark.world, 5000);
  const before = [[...killed.answers], [...dark.answers]];
  dark.world.boot(dark.far);
  await runFor(dark.world, 10);
  expect({ before, after: dark.answers }).toEqual({ before: [['closed'], []], after: ['closed'] });
});

test('a paused machine does later what was due, in order; a dead one never', async () => {
  const world = new World(1);
  const machine = world.addMachine('one');
  const { ports } = world.boot(machine);
  const ran: [string, number][] = [];
  const note = (name: string) => () => ran.push([name, world.time.now]);
  ports.clock.schedule(20, note('second'));
  ports.clock.schedule(10, note('first'));
  ports.clock.schedule(200, note('never'));
  machine.pause(50);
  await runFor(world, 100);
  world.kill(machine, { kind: 'process' });
  await runFor(world, 200);
  expect(ran).toEqual([
    ['first', 50],
    ['second', 50],
  ]);
});

test('a slow disk holds its machine up', async () => {
  const world = new World(1);
  const machine = world.addMachine('one');
  const { ports } = world.boot(machine);
  machine.diskCallMs = 30;
  let at = 0;
  ports.disk.makeDirectory('a');
  ports.clock.schedule(1, () => (at = world.time.now));
  await runFor(world, 100);
  expect(at).toBe(30);
});

test('a torn write leaves half, kills the program, and the next finds what is left', () => {
  const world = new World(1);
  const machine = world.addMachine('one');
  const { ports, program } = world.boot(machine);
  const file = ports.disk.open('log', 'create');
  machine.disk.tearAfter(1, () => world.kill(machine, { kind: 'process' }));
  file.write(Buffer.from('good'), 0, 4, 0);
  const tear = () => file.write(Buffer.from('torn'), 0, 4, 4);
  expect(tear).toThrow('killed');
  expect(program.isAlive).toBe(false);
  expect(tear).toThrow('killed');
  expect(world.boot(machine).ports.disk.readFile('log').toString()).toBe('goodto');
});

test('a loss of power takes what was not synced', () => {
  const world = new World(1);
  const machine = world.addMachine('one');
  const file = world.boot(machine).ports.disk.open('log', 'create');
  file.write(Buffer.from('kept'), 0, 4, 0);
  file.sync();
  file.write(Buffer.from('gone'), 0, 4, 4);
  world.kill(machine, { kind: 'power' });
  expect(world.boot(machine).ports.disk.readFile('log').toString()).toBe('kept');
});
