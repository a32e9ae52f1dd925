import { defineLoader } from '../../../../../platform/subgraph/index.ts';
import { toBoard, toOffers } from '../domain/board.ts';
import type { Departure, OnDemandOffer } from '../entities/departure.ts';
import { toDeparture, toOffer } from './shown-rows.ts';
import { type TimetableQuestion, timetableEntries } from './timetable-entries.ts';

const cacheKey = ({ stopId, at, first }: TimetableQuestion): string => `${first} ${at.getTime()} ${stopId}`;

const instantOf = ({ at }: TimetableQuestion) => Temporal.Instant.fromEpochMilliseconds(at.getTime());

/** Departures of a stop from a moment on (Abfahrtstafel). */
export const departuresOfStop = defineLoader<TimetableQuestion, Departure[]>({
  cacheKey,
  batch: async (questions, context) => {
    const entries = await timetableEntries(questions, context);
    return questions.map((question, index) =>
      toBoard(entries[index] ?? [], instantOf(question), question.first).map(toDeparture),
    );
  },
});

/** Offers of on-demand lines at a stop at a moment (Rufbus-Angebote); asks for no timed departures. */
export const offersOfStop = defineLoader<TimetableQuestion, OnDemandOffer[]>({
  cacheKey,
  batch: async (questions, context) => {
    const entries = await timetableEntries(
      questions.map((question) => ({ ...question, first: 0 })),
      context,
    );
    return questions.map((question, index) => toOffers(entries[index] ?? [], instantOf(question)).map(toOffer));
  },
});
