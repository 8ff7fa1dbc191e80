/** The icon that a node kind names in its declaration. */

import {
  Box,
  Dices,
  FileInput,
  FileOutput,
  Funnel,
  type LucideIcon,
  Rows3,
  Send,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** Named one by one, so that the page carries only these of lucide's thousand. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  dices: Dices,
  'file-input': FileInput,
  'file-output': FileOutput,
  funnel: Funnel,
  'rows-3': Rows3,
  send: Send,
  'user-round': UserRound,
};

export function hasNodeIcon(name: string): boolean {
  return Object.hasOwn(ICONS, name);
}

export function NodeIcon({ name, size = 16 }: { name: string; size?: number }): ReactNode {
  return <Icon of={(hasNodeIcon(name) ? ICONS[name] : undefined) ?? Box} size={size} />;
}
