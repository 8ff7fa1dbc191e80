/** The types of all views, by name. */

import type { ViewKind } from './define-view.ts';
import type { views } from './index.ts';

type AnyView = (typeof views)[number];

export type ViewName = AnyView['name'];
export type Views = {
  [View in AnyView as View['name']]: View extends ViewKind<string, infer Params, infer Data>
    ? { params: Params; data: Data }
    : never;
};
