import type { DocumentBlock } from '@matoi/contract';
import type { Given } from './compose.model.ts';
import { sayDay } from './moment.rules.ts';

const lines = (...some: readonly (string | null)[]) => some.filter((line) => line !== null && line !== '').join('\n');
const bullets = (items: readonly string[]) => items.map((item) => `・${item.replaceAll('\n', ' ')}`);

/** Why it happened, as the review found it. Without a review it is said to be unknown. */
export function causeText({ facts, say }: Given): string {
  const { review } = facts;
  if (review === null || (review.rootCause === '' && review.whys.length === 0))
    return say('management-reports.say.cause-unknown');
  return lines(
    review.rootCause === '' ? say('management-reports.say.cause-unknown') : review.rootCause,
    review.whys.length === 0 ? null : say('management-reports.say.whys'),
    ...bullets(review.whys.map((why, at) => say('management-reports.say.why', { number: at + 1, text: why }))),
    review.isFinished ? null : say('management-reports.say.review-open'),
  );
}

/** What went well and what did not. Empty without a review. */
export function reviewText({ facts, shape, say }: Given): string {
  const { review } = facts;
  if (review === null) return '';
  return lines(
    review.heldOn === null
      ? null
      : say(
          review.participants.length === 0
            ? 'management-reports.say.review-held'
            : 'management-reports.say.review-held-by',
          {
            day: sayDay(shape.language, review.heldOn),
            people: review.participants.join(shape.language === 'ja' ? '、' : ', '),
          },
        ),
    review.happened,
    review.wentWell.length === 0 ? null : say('management-reports.say.went-well'),
    ...bullets(review.wentWell),
    review.wentBadly.length === 0 ? null : say('management-reports.say.went-badly'),
    ...bullets(review.wentBadly),
  );
}

/** Measures with owner and date. Empty where none was decided. */
export function measuresTable({ facts, shape, say }: Given): readonly DocumentBlock[] {
  const measures = facts.measures.filter(({ state }) => state !== 'dropped');
  if (measures.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [
        { title: say('management-reports.column.measure'), share: 6 },
        { title: say('management-reports.column.measure-kind'), share: 2 },
        { title: say('management-reports.column.owner'), share: 3 },
        { title: say('management-reports.column.due'), share: 3.4 },
        { title: say('management-reports.column.state'), share: 2 },
      ],
      rows: measures.map((one) => [
        one.title,
        say(one.isPermanent ? 'management-reports.measure.permanent' : 'management-reports.measure.temporary'),
        one.owner,
        sayDay(shape.language, one.dueOn),
        say(
          one.isOverdue
            ? 'management-reports.measure.overdue'
            : one.state === 'done'
              ? 'management-reports.measure.done'
              : 'management-reports.measure.open',
        ),
      ]),
    },
  ];
}

/** How many mails went to and fro. Empty where there were none. */
export function communicationText({ facts: { messages }, say }: Given): string {
  if (messages.received + messages.sent === 0) return '';
  return say('management-reports.say.messages', { received: messages.received, sent: messages.sent });
}
