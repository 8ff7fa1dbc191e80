/** Written by `npm run catalogue` from the files of this folder. */

import { bannedWords } from './banned-words.ts';
import { blobSize } from './blob-size.ts';
import { classNames } from './class-names.ts';
import { deadLinks } from './dead-links.ts';
import { deterministicDates } from './deterministic-dates.ts';
import { firstSentence } from './first-sentence.ts';
import { folderReadme } from './folder-readme.ts';
import { kebabCase } from './kebab-case.ts';
import { layerLaw } from './layer-law.ts';
import { libraryHomesRule } from './library-homes-rule.ts';
import { lockfileHosts } from './lockfile-hosts.ts';
import { lockfilePlatforms } from './lockfile-platforms.ts';
import { mapOfLayers } from './map-of-layers.ts';
import { missingNouns } from './missing-nouns.ts';
import { namedBarrels } from './named-barrels.ts';
import { testBesideSource } from './test-beside-source.ts';

export {
  bannedWords,
  blobSize,
  classNames,
  deadLinks,
  deterministicDates,
  firstSentence,
  folderReadme,
  kebabCase,
  layerLaw,
  libraryHomesRule,
  lockfileHosts,
  lockfilePlatforms,
  mapOfLayers,
  missingNouns,
  namedBarrels,
  testBesideSource,
};

export const rules = [
  bannedWords,
  blobSize,
  classNames,
  deadLinks,
  deterministicDates,
  firstSentence,
  folderReadme,
  kebabCase,
  layerLaw,
  libraryHomesRule,
  lockfileHosts,
  lockfilePlatforms,
  mapOfLayers,
  missingNouns,
  namedBarrels,
  testBesideSource,
] as const;
