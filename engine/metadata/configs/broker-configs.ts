/** The configurations of a broker: those that the engine honours, and those that tools commonly ask for. */

import { coordinatorConfigs } from './broker/coordinator-configs.ts';
import { logConfigs } from './broker/log-configs.ts';
import { networkConfigs } from './broker/network-configs.ts';
import { nodeConfigs } from './broker/node-configs.ts';
import { replicationConfigs } from './broker/replication-configs.ts';
import { securityConfigs } from './broker/security-configs.ts';
import { configTable } from './config-definition.ts';
import type { ConfigTable } from './config-definition.ts';

export const brokerConfigs: ConfigTable = configTable({
  ...coordinatorConfigs,
  ...logConfigs,
  ...networkConfigs,
  ...nodeConfigs,
  ...replicationConfigs,
  ...securityConfigs,
});
