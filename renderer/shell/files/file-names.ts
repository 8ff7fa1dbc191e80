/** Names of pipeline files. */

export const FILE_ENDING = '.pipeline.json';

/** The last part of a path of any system. */
export function baseName(path: string): string {
  return path.split(/[\\/]/u).at(-1) ?? path;
}

/** What a pipeline is called as a file: its title, without what file systems refuse. */
export function suggestedFileName(title: string): string {
  const safe = title
    .replaceAll(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .trim()
    .replaceAll(/\s+/gu, '-')
    .replace(/^\.+/u, '');
  return withEnding(safe === '' ? 'untitled' : safe);
}

/** Adds the ending where somebody left it out; `.json` alone is taken as it is. */
export function withEnding(name: string): string {
  return name.endsWith('.json') ? name : `${name}${FILE_ENDING}`;
}

/** A name inside a directory, with the separator that the directory uses. */
export function joinPath(directory: string, name: string): string {
  const separator = directory.includes('\\') && !directory.includes('/') ? '\\' : '/';
  return directory.endsWith(separator) ? directory + name : directory + separator + name;
}
