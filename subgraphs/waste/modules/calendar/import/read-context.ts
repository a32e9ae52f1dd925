import type { CalendarBuilder } from './calendar-builder.ts';
import type { ReadOptions } from './model.ts';
import type { ReportWriter } from './report.ts';

/** What every reader gets: where the text is from, how to read it, where to put it. */
export interface ReadContext {
  file: string;
  options: ReadOptions;
  builder: CalendarBuilder;
  report: ReportWriter;
}
