/** A transaction whose coordinator goes away: the next one knows it, ends it, and remembers who was fenced. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { describeTransactions } from '../../protocol/messages/65-describe-transactions.ts';
import { type NodeFixture, startNodes } from '../node-fixture.ts';
import { committedValues, coordinatorOf, TransactionalProducer } from './transactional-producer.ts';

let nodes: NodeFixture;
beforeEach(async () => {
  nodes = await startNodes(3);
});
afterEach(async () => {
  await nodes.close();
});

/** Stops the broker that coordinates the transactional id; asks go to the others from now on. */
async function stopCoordinator(transactionalId: string): Promise<void> {
  const id = await coordinatorOf(nodes, transactionalId);
  const index = nodes.brokers.findIndex(({ config }) => config.nodeId === id);
  const [broker] = nodes.brokers.splice(index, 1);
  await broker!.shutDown();
}

/** A transactional id that broker 1, which the tests ask for coordinators, does not coordinate. */
async function idElsewhere(): Promise<string> {
  for (let number = 0; ; number++) {
    const id = `moved-${number}`;
    if ((await coordinatorOf(nodes, id)) !== 1) return id;
  }
}

test.each([
  [1, true],
  [2, true],
  [2, false],
] as const)(
  'a transaction of version %i that is open when its coordinator stops is ended by the next (commit: %s)',
  async (version, isCommit) => {
    await nodes.createTopic('moving', { replicas: 3 });
    const id = await idElsewhere();
    const zombie = new TransactionalProducer(nodes, id, version);
    await zombie.init();
    const producer = new TransactionalProducer(nodes, id, version);
    await producer.init();
    await producer.send('moving', 0, 'a');
    await producer.storeOffset('movers', 'moving', 1);
    await stopCoordinator(id);
    await nodes.until(() => nodes.brokers.some((each) => each.roleOf('moving', 0) === 'leader'));
    expect(await producer.send('moving', 0, 'b')).toBe(ErrorCode.NONE);
    expect(await zombie.end(isCommit)).toBe(ErrorCode.PRODUCER_FENCED);
    expect(await producer.end(isCommit)).toBe(ErrorCode.NONE);
    const complete = isCommit ? 'CompleteCommit' : 'CompleteAbort';
    const body = { transactionalIds: [id] };
    for (let state = ''; state !== complete;) {
      const at = await coordinatorOf(nodes, id);
      const reply = await nodes.ask(at, describeTransactions, { version: 0, body });
      state = reply.transactionStates[0]!.transactionState;
    }
    expect(await committedValues(nodes, 'moving')).toEqual(isCommit ? ['a', 'b'] : []);
  },
);
