/** A view: a subscription to plain data. Each update is the whole value, unless the view says that it appends. */

export interface ViewKind<Name extends string = string, Params = unknown, Data = unknown> {
  readonly name: Name;
  readonly description: string;
  /** Whether an update holds only what is new (the first one holds what there is). */
  readonly appends: boolean;
  /** Carry types; hold nothing. */
  readonly params: { readonly type?: Params };
  readonly data: { readonly type?: Data };
}

export function defineView<const Name extends string, Params, Data>(
  view: ViewKind<Name, Params, Data>,
): ViewKind<Name, Params, Data> {
  return view;
}

export function carries<Type>(): { readonly type?: Type } {
  return {};
}
