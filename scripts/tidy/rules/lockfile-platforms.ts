/** The lock file holds the native packages of every platform, so that `npm ci` works on each. */

import { missingOptional, type LockPackages } from '../../complete-lock.ts';
import { defineRule } from '../define-rule.ts';

export const lockfilePlatforms = defineRule({
  about: 'package-lock.json holds the native packages of every platform.',
  sees: ({ path }) => path === 'package-lock.json',
  problems: (file) => {
    const { packages } = JSON.parse(file.text()) as { packages: LockPackages };
    return missingOptional(packages).map(
      ({ path }) => `lacks ${path}: run \`node scripts/complete-lock.ts\``,
    );
  },
  planted: {
    'package-lock.json': JSON.stringify({
      packages: {
        'node_modules/tool': { version: '1.0.0', optionalDependencies: { '@tool/a-b': '1.0.0' } },
      },
    }),
  },
});
