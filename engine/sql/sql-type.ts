/** What is known of a value before the data is there. */

/** `any` is a field of a JSON value; its numbers count as doubles. `null` is the literal NULL, which fits everywhere. */
export type SqlType =
  | 'boolean'
  | 'integer'
  | 'double'
  | 'string'
  | 'array'
  | 'object'
  | 'null'
  | 'any';

/** For sentences. */
export const typeName: Readonly<Record<SqlType, string>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  double: 'a number',
  string: 'a text',
  array: 'an array',
  object: 'an object',
  null: 'NULL',
  any: 'a value',
};

export function isNumeric(type: SqlType): boolean {
  return type === 'integer' || type === 'double';
}

/** Whether values of these types can meet: be compared, or be the branches of one CASE. */
export function areAlike(one: SqlType, other: SqlType): boolean {
  if (one === other || isOpen(one) || isOpen(other)) return true;
  return isNumeric(one) && isNumeric(other);
}

/** The type of what is one of several; `any` where they are not alike. */
export function typeOfEither(types: readonly SqlType[]): SqlType {
  const known = types.filter((type) => type !== 'null');
  const [first] = known;
  if (first === undefined) return 'null';
  if (known.every((type) => type === first)) return first;
  return known.every(isNumeric) ? 'double' : 'any';
}

/** Whether it can turn out to be of any type. */
export function isOpen(type: SqlType): boolean {
  return type === 'any' || type === 'null';
}
