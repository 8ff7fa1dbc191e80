/** Links between documents lead somewhere, headings included. */

import { posix } from 'node:path';
import { defineRule } from '../define-rule.ts';
import type { Repository, SourceFile } from '../source-file.ts';

export const deadLinks = defineRule({
  about: 'Every relative link of a document leads to a file or a heading that is there.',
  sees: ({ path }) => path.endsWith('.md'),
  problems: (file, repository) => {
    const prose = file.text().replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    return links
      .filter((link) => !/^[a-z]+:/.test(link) && !leads(file, link, repository))
      .map((link) => `the link ${link} leads nowhere`);
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
