/** One message whole: where and when, its key, headers, and its value, JSON made readable. */

import { Copy, X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { MessageView } from '../../../engine/contract/views/messages.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { copyText } from '../../design/clipboard.ts';
import { formatBytes, formatCount, formatDateTime } from '../../design/format.ts';
import { ScrollRegion } from '../../design/scroll-region.tsx';
import { words } from '../words.ts';
import { jsonTokens, prettyJson } from './json-text.ts';

interface MessageDetailProps {
  message: MessageView;
  onClose: () => void;
}

export function MessageDetail({ message, onClose }: MessageDetailProps): ReactNode {
  const { value } = message;
  return (
    <article className="ps-message-detail">
      <header>
        <span className="code">
          {words.messages.partition} {message.partition} · {words.messages.offset}{' '}
          {formatCount(message.offset)}
        </span>
        <span className="ps-message-tools">
          {value === null ? null : (
            <Button
              size="small"
              tone="quiet"
              icon={Copy}
              aria-label={words.messages.copyValue}
              onClick={() => void copyText(value, words.messages.copied)}
            />
          )}
          <IconButton icon={X} size="small" label={words.messages.closeDetail} onClick={onClose} />
        </span>
      </header>
      <ScrollRegion label={words.messages.detail} className="ps-message-body selectable">
        <dl>
          <dt>{words.messages.time}</dt>
          <dd>{formatDateTime(message.timestamp)}</dd>
          <dt>{words.messages.key}</dt>
          <dd className={message.key === null ? 'muted' : 'code'}>
            {message.key ?? words.messages.noKey}
          </dd>
          <dt>{words.messages.size}</dt>
          <dd>{formatBytes(message.valueSize)}</dd>
          <Headers headers={message.headers} />
        </dl>
        <Value message={message} />
      </ScrollRegion>
    </article>
  );
}

function Headers({ headers }: { headers: MessageView['headers'] }): ReactNode {
  return (
    <>
      <dt>{words.messages.headers}</dt>
      <dd>
        {headers.length === 0 ? (
          <span className="muted">{words.messages.noHeaders}</span>
        ) : (
          <ul>
            {headers.map(({ key, value }, index) => (
              // A header may be there twice, and headers of a message never move.
              <li key={index} className="code">
                {key}: {value ?? 'null'}
              </li>
            ))}
          </ul>
        )}
      </dd>
    </>
  );
}

function Value({ message }: { message: MessageView }): ReactNode {
  const { value, json, cut } = message;
  const tokens = useMemo(
    () => (value !== null && json && !cut ? jsonTokens(prettyJson(value)) : undefined),
    [value, json, cut],
  );
  if (value === null) return <p className="muted">{words.messages.tombstoneText}</p>;
  return (
    <>
      {cut ? <p className="muted">{words.messages.cut(formatBytes(message.valueSize))}</p> : null}
      {value.startsWith('base64:') ? <p className="muted">{words.messages.binary}</p> : null}
      <pre className="code">
        {tokens
          ? tokens.map(({ part, text }, index) =>
              part === 'sign' ? (
                text
              ) : (
                // The parts of a value never move.
                <span key={index} className={`ps-json-${part}`}>
                  {text}
                </span>
              ),
            )
          : value}
      </pre>
    </>
  );
}
