import { journalLanes } from '@matoi/contract/values';
import { useMemo } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { clockTime, exactMoment, zoneOffset } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { TimelineChart } from '../../../../ui/timeline.chart.tsx';
import { useEntryText } from '../../journal/entry-text.hook.ts';
import { firstLine } from '../../journal/when.rules.ts';
import type { TimelineItem, TimelinePicture } from '../queries.ts';
import { tickText } from '../ticks.format.ts';
import type { ShownWindow } from '../window.hook.ts';

type PictureProps = {
  readonly whole: TimelinePicture;
  readonly picture: TimelinePicture;
  readonly window: ShownWindow;
  readonly isRunning: boolean;
  readonly onOpen: (item: TimelineItem) => void;
};

/** A window of the timeline on its lanes, with everything there is in a strip below. */
export function WindowPicture({ whole, picture, window, isRunning, onOpen }: PictureProps) {
  const { say, locale } = useSay();
  const reading = useReading();
  const now = useNow();
  const textOf = useEntryText();
  const lanes = journalLanes.map((id) => ({ id, name: say(`terms.lane.${id}`) }));
  const format = new Intl.NumberFormat(locale);
  const bins = useMemo(() => binsOf(picture), [picture]);
  // In the strip everything is counted, also what the picture draws one by one.
  const overview = useMemo(() => {
    const single = whole.items.map((item) => ({ lane: item.lane, at: binStart(item, whole), count: 1 }));
    return { bins: [...binsOf(whole), ...single], step: whole.stepMs };
  }, [whole]);
  return (
    <div className="m-timeline-window">
      <TimelineChart
        entries={picture.items.map((item) => ({
          id: item.id,
          lane: item.lane,
          at: Date.parse(item.at),
          until: item.until === null ? null : Date.parse(item.until),
          isAssumed: item.isAssumed,
          isStarred: item.isStarred,
          label: firstLine(item.note ?? textOf(item)),
        }))}
        bins={bins}
        step={picture.stepMs}
        lanes={lanes}
        window={window.shown}
        extent={window.extent}
        overview={overview}
        now={isRunning ? now.getTime() : null}
        nowLabel={say('journal.picture.now', { time: clockTime(now, reading) })}
        label={say('timeline.picture.label', { count: format.format(picture.count) })}
        stripLabel={say('timeline.picture.strip')}
        tickLabel={(tick) => tickText(tick, reading)}
        binLabel={({ at, count, lane }) =>
          say('timeline.picture.bin', {
            count: format.format(count),
            lane: say(`terms.lane.${journalLanes.find((each) => each === lane) ?? 'systems'}`),
            at: exactMoment(new Date(at).toISOString(), reading),
          })
        }
        offsetAt={(at) => zoneOffset(new Date(at), reading.zone)}
        chosen={null}
        onChoose={(id) => {
          const item = picture.items.find((each) => each.id === id);
          if (item !== undefined) onOpen(item);
        }}
        onWindow={window.choose}
      />
      <p className="m-second m-timeline-legend">{say('timeline.picture.legend')}</p>
    </div>
  );
}

function binsOf({ bins }: TimelinePicture) {
  return bins.map((bin) => ({ ...bin, at: Date.parse(bin.at) }));
}

function binStart(item: TimelineItem, { from, stepMs }: TimelinePicture): number {
  const start = Date.parse(from);
  return start + Math.floor((Date.parse(item.at) - start) / stepMs) * stepMs;
}

type SourcesProps = {
  readonly sources: TimelinePicture['sources'];
  readonly hidden: readonly string[];
  readonly onHide: (hidden: readonly string[]) => void;
};

/** Sources that are offered for hiding; the most frequent make the noise. */
const shownSources = 24;

/** The sources of imported events, each of which can be hidden: most of a machine's record is noise. */
export function Sources({ sources, hidden, onHide }: SourcesProps) {
  const { say, locale } = useSay();
  if (sources.length === 0) return null;
  const format = new Intl.NumberFormat(locale);
  return (
    <details className="m-timeline-sources">
      <summary>
        {hidden.length === 0
          ? say('timeline.sources.title', { count: sources.length })
          : say('timeline.sources.hidden', { count: hidden.length })}
      </summary>
      <fieldset className="m-pills" aria-label={say('timeline.sources.label')}>
        {sources.slice(0, shownSources).map(({ name, count }) => {
          const isShown = !hidden.includes(name);
          return (
            <button
              key={name}
              type="button"
              className="m-pill"
              aria-pressed={isShown}
              onClick={() => onHide(isShown ? [...hidden, name] : hidden.filter((each) => each !== name))}
            >
              {say('timeline.sources.one', { name, count: format.format(count) })}
            </button>
          );
        })}
      </fieldset>
      <p className="m-second">{say('timeline.sources.hint')}</p>
    </details>
  );
}
