/** Every shortcut on one sheet, from the same data that binds them. */

import type { ReactNode } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { Kbd } from '../../design/kbd.tsx';
import { type ActionGroup } from '../actions/action.ts';
import { actions } from '../actions/actions.ts';
import { isMac } from '../keymap/platform.ts';
import { shortcutLabel } from '../keymap/shortcut.ts';
import { words } from '../words.ts';
import './help-sheet.css';

const GROUPS: readonly ActionGroup[] = ['file', 'edit', 'canvas', 'run', 'view', 'help'];

export function HelpSheet({ onClose }: { onClose: () => void }): ReactNode {
  const mac = isMac();
  const sections = GROUPS.map((group) => ({
    title: words.groups[group],
    rows: actions
      .filter((action) => action.group === group && action.keys)
      .map((action) => ({
        title: action.title,
        keys: (action.keys ?? []).map((keys) => shortcutLabel(keys, mac)),
      })),
  })).filter(({ rows }) => rows.length > 0);
  const canvasRows = words.help.canvasKeys.map(([keys, title]) => ({ title, keys: [keys] }));
  return (
    <Dialog
      open
      isText
      onClose={onClose}
      title={words.help.title}
      size="large"
      closeLabel={words.close}
    >
      <div className="ps-help">
        {[...sections, { title: words.help.canvasTitle, rows: canvasRows }].map((section) => (
          <section key={section.title}>
            <h3>{section.title}</h3>
            <dl>
              {section.rows.map((row) => (
                <div key={row.title}>
                  <dt>{row.title}</dt>
                  <dd>
                    {row.keys.map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
