/** The lock file names no registry, so that it works with whichever one a machine has. */

import { defineRule } from '../define-rule.ts';

export const lockfileHosts = defineRule({
  about: 'package-lock.json names no registry host.',
  sees: ({ path }) => path === 'package-lock.json',
  problems: (file) =>
    file.text().includes('"resolved": "http')
      ? ['names a registry host: run npm with the .npmrc of this repository']
      : [],
  planted: { 'package-lock.json': '{ "resolved": "https://registry.example/a.tgz" }' },
});
