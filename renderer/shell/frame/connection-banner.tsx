/** Says that the host is gone, as long as it is. */

import { Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../../design/icon.tsx';
import { useSession } from '../../state/workspace-context.tsx';
import { words } from '../words.ts';

export function ConnectionBanner(): ReactNode {
  const isLost = useSession((state) => state.connection === 'disconnected');
  const isWeb = useSession((state) => state.appInfo?.host === 'web');
  if (!isLost) return null;
  return (
    <output className="ps-banner">
      <Icon of={Unplug} />
      <span>
        {words.connection.lost} {isWeb ? words.connection.lostWeb : null}
      </span>
    </output>
  );
}
