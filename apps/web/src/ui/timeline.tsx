import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useId } from 'react';
import { layoutTimeline, type PlacedEntry, type Tick, type TimelineEntry, textWidth } from './timeline.layout.ts';
import './timeline.css';

export type TimelineLane = { readonly id: string; readonly name: string };

type TimelineProps = {
  readonly entries: readonly TimelineEntry[];
  readonly lanes: readonly TimelineLane[];
  readonly now: number | null;
  readonly nowLabel: string;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly tickLabel: (tick: Tick) => string;
  readonly offsetAt: (at: number) => number;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** One entry in the vertical form, which narrow screens get. */
  readonly renderRow: (id: string) => ReactNode;
};

const laneHeight = 48;
const top = 26;
const narrowest = 560;

/** What happened, on lanes over time. On a narrow screen it turns into a list with coloured edges. */
export function Timeline(props: TimelineProps) {
  const { ref, width } = useElementSize();
  return (
    <div className="m-timeline" ref={ref}>
      {width === 0 ? (
        <div style={{ height: top + laneHeight * props.lanes.length + 6 }} />
      ) : width < narrowest ? (
        <ol className="m-timeline-list" aria-label={props.label}>
          {props.entries
            .toSorted((a, b) => a.at - b.at)
            .map(({ id, lane }) => (
              <li key={id} data-lane={lane}>
                {props.renderRow(id)}
              </li>
            ))}
        </ol>
      ) : (
        <Picture {...props} width={width} />
      )}
    </div>
  );
}

function Picture(props: TimelineProps & { readonly width: number }) {
  const { entries, lanes, now, nowLabel, label, tickLabel, offsetAt, chosen, onChoose, width } = props;
  const hatchId = useId();
  const left = Math.ceil(Math.max(...lanes.map(({ name }) => textWidth(name, 12)))) + 26;
  const plot = width - left - 4;
  const layout = layoutTimeline({ entries, width: plot, now, offsetAt, labelSize: 11 });
  const bottom = top + laneHeight * lanes.length;
  const laneTop = (lane: string) =>
    top +
    laneHeight *
      Math.max(
        0,
        lanes.findIndex(({ id }) => id === lane),
      );
  const pillWidth = textWidth(nowLabel, 10.5) + 16;
  const pillX = layout.nowX === null ? 0 : Math.min(plot - pillWidth, Math.max(0, layout.nowX - pillWidth / 2));

  return (
    <svg width={width} height={bottom + 6} role="img" aria-label={label}>
      <defs>
        <pattern id={hatchId} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className="m-timeline-hatch" x1="0" y1="0" x2="0" y2="6" />
        </pattern>
      </defs>
      {lanes.map(({ id, name }, at) => (
        <g key={id} data-lane={id}>
          {at % 2 === 0 && (
            <rect className="m-timeline-stripe" x={left} y={top + at * laneHeight} width={plot} height={laneHeight} />
          )}
          <rect className="m-timeline-edge" x="0" y={top + at * laneHeight + 9} width="3" height="30" rx="1.5" />
          <text className="m-timeline-name" x="12" y={top + at * laneHeight + 28}>
            {name}
          </text>
        </g>
      ))}
      <g transform={`translate(${left} 0)`}>
        {layout.nowX !== null && layout.nowX < plot - 2 && (
          <rect
            x={layout.nowX}
            y={top}
            width={plot - layout.nowX}
            height={bottom - top}
            fill={`url(#${hatchId})`}
            opacity="0.5"
          />
        )}
        {layout.ticks.map((tick) => {
          const text = tickLabel(tick);
          const half = textWidth(text, 10.5) / 2;
          const isHidden = layout.nowX !== null && tick.x + half > pillX - 4 && tick.x - half < pillX + pillWidth + 4;
          return (
            <g key={tick.at}>
              <line className="m-timeline-grid" x1={tick.x} x2={tick.x} y1={top} y2={bottom} />
              {!isHidden && (
                <text
                  className="m-timeline-tick"
                  x={Math.min(plot - half, Math.max(half - 14, tick.x))}
                  y="15"
                  textAnchor="middle"
                >
                  {text}
                </text>
              )}
            </g>
          );
        })}
        {layout.tears.map((x) => (
          <path key={x} className="m-timeline-tear" d={tear(x, bottom)} />
        ))}
        {layout.nowX !== null && (
          <g>
            <line className="m-timeline-now" x1={layout.nowX} x2={layout.nowX} y1={18} y2={bottom + 4} />
            <rect className="m-timeline-pill" x={pillX} y="2" width={pillWidth} height="18" rx="9" />
            <text className="m-timeline-pill-text" x={pillX + pillWidth / 2} y="14.8" textAnchor="middle">
              {nowLabel}
            </text>
          </g>
        )}
        {layout.entries.map((entry) => {
          const y = laneTop(entry.lane);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the picture is one image; the table holds the same entries for the keyboard
            <g
              key={entry.id}
              data-lane={entry.lane}
              data-chosen={entry.id === chosen}
              data-striped={lanes.findIndex(({ id }) => id === entry.lane) % 2 === 0}
              className="m-timeline-mark"
              onClick={() => onChoose(entry.id)}
            >
              <title>{entries.find(({ id }) => id === entry.id)?.label}</title>
              <Mark entry={entry} y={y + 24} />
              {entry.label !== null && (
                <text className="m-timeline-label" x={entry.label.x} y={y + (entry.label.isAbove ? 13 : 43)}>
                  {entry.label.text}
                </text>
              )}
            </g>
          );
        })}
      </g>
    </svg>
  );
}

/** A moment is a dot, a span a bar, what nobody has confirmed is hollow, and what was starred among many a diamond. */
export function Mark({ entry, y }: { readonly entry: PlacedEntry; readonly y: number }) {
  const { x, width, isAssumed, isStarred } = entry;
  return (
    <>
      <rect x={x - 12} y={y - 12} width={width + 24} height="24" fill="transparent" />
      {width > 0 ? (
        <rect
          className="m-timeline-bar"
          data-assumed={isAssumed}
          x={x}
          y={y - 4.5}
          width={Math.max(width, 6)}
          height="9"
          rx="2"
        />
      ) : isStarred ? (
        <path className="m-timeline-dot" d={`M ${x} ${y - 7} l 7 7 l -7 7 l -7 -7 z`} />
      ) : (
        <circle className="m-timeline-dot" data-assumed={isAssumed} cx={x} cy={y} r="5" />
      )}
    </>
  );
}

/** A strip of the surface with two wavy edges: time is left out here. */
function tear(x: number, bottom: number): string {
  const from = top - 6;
  const wave: string[] = [];
  let side = 1;
  for (let y = from; y < bottom; y += 8) {
    wave.push(`q ${side * 5} 4 0 8`);
    side = -side;
  }
  const back = wave.map((_, at) => `q ${((wave.length - at) % 2 === 0 ? -1 : 1) * 5} -4 0 -8`);
  return `M ${x - 3} ${from} ${wave.join(' ')} h 6 ${back.join(' ')} Z`;
}
