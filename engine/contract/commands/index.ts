/** Written by `npm run catalogue` from the files of this folder. */

import { appInfo } from './app-info.ts';
import { autosaveDiscard } from './autosave-discard.ts';
import { autosaveList } from './autosave-list.ts';
import { autosaveWrite } from './autosave-write.ts';
import { brokerKill } from './broker-kill.ts';
import { brokerRestart } from './broker-restart.ts';
import { fileChoose } from './file-choose.ts';
import { fileList } from './file-list.ts';
import { fileOpen } from './file-open.ts';
import { fileSave } from './file-save.ts';
import { nodePause } from './node-pause.ts';
import { nodeResume } from './node-resume.ts';
import { nodeSeek } from './node-seek.ts';
import { nodeSend } from './node-send.ts';
import { pipelineExport } from './pipeline-export.ts';
import { pipelinePause } from './pipeline-pause.ts';
import { pipelineResume } from './pipeline-resume.ts';
import { pipelineRun } from './pipeline-run.ts';
import { pipelineStop } from './pipeline-stop.ts';
import { pipelineValidate } from './pipeline-validate.ts';
import { recentForget } from './recent-forget.ts';
import { recentList } from './recent-list.ts';
import { sampleList } from './sample-list.ts';
import { sampleOpen } from './sample-open.ts';
import { settingsRead } from './settings-read.ts';
import { settingsWrite } from './settings-write.ts';

export {
  appInfo,
  autosaveDiscard,
  autosaveList,
  autosaveWrite,
  brokerKill,
  brokerRestart,
  fileChoose,
  fileList,
  fileOpen,
  fileSave,
  nodePause,
  nodeResume,
  nodeSeek,
  nodeSend,
  pipelineExport,
  pipelinePause,
  pipelineResume,
  pipelineRun,
  pipelineStop,
  pipelineValidate,
  recentForget,
  recentList,
  sampleList,
  sampleOpen,
  settingsRead,
  settingsWrite,
};

export const commands = [
  appInfo,
  autosaveDiscard,
  autosaveList,
  autosaveWrite,
  brokerKill,
  brokerRestart,
  fileChoose,
  fileList,
  fileOpen,
  fileSave,
  nodePause,
  nodeResume,
  nodeSeek,
  nodeSend,
  pipelineExport,
  pipelinePause,
  pipelineResume,
  pipelineRun,
  pipelineStop,
  pipelineValidate,
  recentForget,
  recentList,
  sampleList,
  sampleOpen,
  settingsRead,
  settingsWrite,
] as const;
