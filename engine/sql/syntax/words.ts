/** The words of the dialect that cannot name a field without quotes, as in ksqlDB. */

/** Words that conditions use. */
const conditionWords = [
  'AND',
  'AS',
  'BETWEEN',
  'CASE',
  'CAST',
  'DISTINCT',
  'ELSE',
  'END',
  'FALSE',
  'FROM',
  'IN',
  'IS',
  'LIKE',
  'NOT',
  'NULL',
  'OR',
  'THEN',
  'TRUE',
  'WHEN',
] as const;

/** Words of statements; kept free so that a condition can be moved into a ksqlDB query as it is. */
const statementWords = [
  'BY',
  'CREATE',
  'DELETE',
  'DESCRIBE',
  'DROP',
  'EXISTS',
  'FULL',
  'GROUP',
  'HAVING',
  'INNER',
  'INSERT',
  'INTO',
  'JOIN',
  'LEFT',
  'LIMIT',
  'ON',
  'OUTER',
  'PRINT',
  'RIGHT',
  'SELECT',
  'STREAM',
  'TABLE',
  'TOPIC',
  'VALUES',
  'WHERE',
  'WINDOW',
  'WITH',
  'WITHIN',
] as const;

export type Keyword = (typeof conditionWords)[number];

export const reservedWords: ReadonlySet<string> = new Set<string>([
  ...conditionWords,
  ...statementWords,
]);
