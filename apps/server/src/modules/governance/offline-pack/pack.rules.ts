import type { DocumentBlock, DocumentModel, Locale } from '@matoi/contract';
import { instantIn, zoneOffset } from '@matoi/kernel';

const dayMs = 86_400_000;

/** The first moment after `now` at which the clocks of the zone show `runAt` (`02:00`). */
export function nextRun(now: Date, { zone, runAt }: { readonly zone: string; readonly runAt: string }): Date {
  const wall = now.getTime() + zoneOffset(zone, now.getTime());
  const midnight = Math.floor(wall / dayMs) * dayMs;
  const minutes = Number(runAt.slice(0, 2)) * 60 + Number(runAt.slice(3, 5));
  const on = (day: number) => new Date(instantIn(zone, midnight + day * dayMs + minutes * 60_000));
  return [0, 1, 2].map(on).find((at) => at > now) ?? on(2);
}

/** Whether a pack is due: since the last one, or since it was set, the time of the day has come round. */
export function isDue(
  now: Date,
  given: { readonly zone: string; readonly runAt: string; readonly lastAt: Date; readonly setAt: Date },
): boolean {
  const since = new Date(Math.max(given.lastAt.getTime(), given.setAt.getTime()));
  return nextRun(since, given) <= now;
}

/** `matoi-offline-2026-11-23-020005-0badcafe.zip`: when, on the clocks of the team, and how its SHA-256 begins. */
export function packName(now: Date, zone: string, sha256: Buffer): string {
  const wall = new Date(now.getTime() + zoneOffset(zone, now.getTime())).toISOString();
  return `matoi-offline-${wall.slice(0, 10)}-${wall.slice(11, 19).replaceAll(':', '')}-${sha256.toString('hex').slice(0, 8)}.zip`;
}

type Frame = { readonly language: Locale; readonly issuer: string; readonly date: string };

type Card = {
  readonly name: Readonly<Record<Locale, string>>;
  readonly steps: Readonly<Record<Locale, readonly string[]>>;
};

const frame = ({ language, issuer, date }: Frame, title: string) => ({
  ...{ language, title, subtitle: null, tlp: 'TLP:AMBER+STRICT' as const, issuer, reference: title, date },
  ...{ draftMark: null, facts: [], checksum: null },
});

/** What to do first, one card for each kind of incident. */
export function cardsPaper(cards: readonly Card[], given: Frame & { readonly title: string }): DocumentModel {
  const { language } = given;
  return {
    ...frame(given, given.title),
    sections: cards.map(({ name, steps }) => ({
      heading: name[language],
      blocks: [{ kind: 'list', isNumbered: true, items: [...steps[language]] }],
    })),
  };
}

type Row = {
  readonly due: string;
  readonly isOver: boolean;
  readonly record: string;
  readonly name: string;
  readonly kind: string;
  readonly who: string;
};
type DeadlineWord = 'title' | 'due' | 'record' | 'name' | 'kind' | 'who' | 'over' | 'none' | 'note';

/** Open deadlines, the earliest first; what is over says so. */
export function deadlinesPaper(
  clocks: readonly Row[],
  given: Frame & { readonly words: Readonly<Record<DeadlineWord, string>> },
): DocumentModel {
  const { words } = given;
  return {
    ...frame(given, words.title),
    sections: [
      {
        heading: words.title,
        blocks: [
          { kind: 'text', text: words.note, tone: 'note' },
          tableOr(words.none, {
            columns: [
              { title: words.due, share: 3 },
              { title: words.kind, share: 2 },
              { title: words.name, share: 5 },
              { title: words.record, share: 4 },
              { title: words.who, share: 2 },
            ],
            rows: clocks.map(({ due, isOver, record, name, kind, who }) => [
              isOver ? `${due}\n${words.over}` : due,
              kind,
              name,
              record,
              who,
            ]),
          }),
        ],
      },
    ],
  };
}

type Shift = { readonly from: string; readonly until: string; readonly rotation: string; readonly people: string };

/** Who is on duty in the coming days, with telephone numbers. */
export function rosterPaper(
  shifts: readonly Shift[],
  given: Frame & {
    readonly words: Readonly<Record<'title' | 'from' | 'until' | 'rotation' | 'people' | 'none', string>>;
  },
): DocumentModel {
  const { words } = given;
  return {
    ...frame(given, words.title),
    sections: [
      {
        heading: words.title,
        blocks: [
          tableOr(words.none, {
            columns: [
              { title: words.from, share: 3 },
              { title: words.until, share: 3 },
              { title: words.rotation, share: 2 },
              { title: words.people, share: 6 },
            ],
            rows: shifts.map(({ from, until, rotation, people }) => [from, until, rotation, people]),
          }),
        ],
      },
    ],
  };
}

function tableOr(
  none: string,
  table: Pick<Extract<DocumentBlock, { readonly kind: 'table' }>, 'columns' | 'rows'>,
): DocumentBlock {
  return table.rows.length === 0 ? { kind: 'text', text: none } : { kind: 'table', ...table };
}
