/** Links between documents lead somewhere, headings included, and so do the paths that they name. */

import { posix } from 'node:path';
import { defineRule } from '../define-rule.ts';
import type { Repository, SourceFile } from '../source-file.ts';

/** A path from the root between backticks, such as `engine/log/segment.ts`. */
const namedPath =
  /`((?:engine|renderer|electron|cli|e2e|scripts|bin|docs|assets)\/[\w./-]*\w)\/?`/g;

export const deadLinks = defineRule({
  about: 'Every link of a document, and every path that it names, leads to something.',
  sees: ({ path }) => path.endsWith('.md'),
  problems: (file, repository) => {
    const prose = file.text().replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    const dead = links.filter((link) => !/^[a-z]+:/.test(link) && !leads(file, link, repository));
    const named = [...file.text().matchAll(namedPath)].map((match) => match[1] ?? '');
    const gone = named.filter((path) => !repository.has(path));
    return [...dead, ...gone].map((place) => `${place} leads nowhere`);
  },
  planted: { 'README.md': '# Title\n\nSee [the style](STYLE.md) and [above](#title).\n' },
});

function leads(from: SourceFile, link: string, repository: Repository): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? from.path : posix.join(posix.dirname(from.path), path);
  const found = posix.normalize(target).replace(/\/$/, '');
  if (!repository.has(found)) return false;
  if (heading === undefined || !found.endsWith('.md')) return true;
  const document = repository.files.find((file) => file.path === found);
  return document !== undefined && headings(document.text()).has(heading);
}

function headings(text: string): ReadonlySet<string> {
  const titles = [...text.matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '');
  return new Set(titles.map(slug));
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}
