import { type Position, quote, type ReportWriter } from '../report.ts';
import type { ContentLine } from './content-lines.ts';

/** The properties of one VEVENT, without those of alarms inside it. */
export interface EventBlock {
  line: number;
  properties: ContentLine[];
}

/** Cuts a file into its events, so that one broken event does not cost the others. */
export function toEventBlocks(lines: readonly ContentLine[], file: string, report: ReportWriter): EventBlock[] {
  const blocks: EventBlock[] = [];
  let open: EventBlock | undefined;
  let inner: string[] = [];
  const close = (position: Position, isFinished: boolean) => {
    if (open) blocks.push(open);
    if (open && !isFinished) report.add('EVENT_UNFINISHED', position, 'The event has no END:VEVENT.');
    open = undefined;
    inner = [];
  };
  for (const content of lines) {
    const value = content.value.trim().toUpperCase();
    if (content.name === 'BEGIN' && value === 'VEVENT') {
      close({ file, line: open?.line ?? 0 }, false);
      open = { line: content.line, properties: [] };
    } else if (!open) continue;
    else if (content.name === 'END' && value === 'VEVENT') close({ file, line: open.line }, true);
    else if (content.name === 'BEGIN') inner.push(value);
    else if (content.name === 'END') inner.pop();
    else if (content.name === '')
      report.add('LINE_IGNORED', { file, line: content.line }, `No property: ${quote(content.text)}`);
    else if (inner.length === 0) open.properties.push(content);
  }
  close({ file, line: open?.line ?? 0 }, false);
  return blocks;
}
