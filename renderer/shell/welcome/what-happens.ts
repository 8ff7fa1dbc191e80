/** One line that says what is happening on the canvas, with the names that people gave. */

import { formatRate } from '../../design/format.ts';
import type { SessionState } from '../../state/session/session-store.ts';
import type { LiveStore } from '../../state/live/live-store.ts';
import { words } from '../words.ts';

type Said = Pick<SessionState, 'cluster' | 'clients' | 'pipeline' | 'topics'>;
type Numbers = Pick<LiveStore, 'partitions' | 'positions'>;

export function whatHappens(session: Said, live: Numbers): string {
  if (session.cluster?.ready !== true || session.pipeline.state === 'starting') {
    return words.welcome.starting;
  }
  if (session.pipeline.state === 'stopped') return words.welcome.stopped;
  if (session.pipeline.state === 'paused') return words.welcome.paused;
  const [reader, ...others] = session.clients.consumers.filter(
    ({ nodeId, state, positions }) => nodeId !== null && state !== 'gone' && positions.length > 0,
  );
  // Sally is the one whom the talk follows; else whoever came first.
  const followed = [reader, ...others].find((consumer) => consumer?.name === 'Sally') ?? reader;
  const topic = followed?.positions[0]?.topic;
  if (!followed || topic === undefined) return words.welcome.running;
  const flow = rateInto(session, live, topic);
  const lag = lagOf(followed.positions, session, live);
  const sentence =
    lag === undefined || lag <= 0
      ? words.welcome.caughtUp(followed.name, topic)
      : words.welcome.behind(followed.name, lag, topic);
  return flow > 0 ? `${words.welcome.flows(rateText(flow), topic)} ${sentence}` : sentence;
}

function rateText(rate: number): string {
  return formatRate(rate).replace('/s', '');
}

function rateInto({ topics }: Said, { partitions }: Numbers, topic: string): number {
  const rows = topics.find(({ name }) => name === topic)?.partitions ?? [];
  return rows.reduce((sum, { liveId }) => sum + (partitions.read(liveId, 'rate') || 0), 0);
}

type Positions = Said['clients']['consumers'][number]['positions'];

/** Undefined while no position is known. */
function lagOf(positions: Positions, { topics }: Said, live: Numbers): number | undefined {
  let lag: number | undefined;
  for (const { liveId, topic, partition } of positions) {
    const row = topics
      .find(({ name }) => name === topic)
      ?.partitions.find((one) => one.partition === partition);
    const end = row ? live.partitions.read(row.liveId, 'highWatermark') : Number.NaN;
    const at = live.positions.read(liveId, 'position');
    if (end >= 0 && at >= 0) lag = (lag ?? 0) + Math.max(0, end - at);
  }
  return lag;
}
