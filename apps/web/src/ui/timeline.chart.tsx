import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import {
  binShare,
  layoutWindow,
  moved,
  type Tick,
  type TimelineEntry,
  type TimeWindow,
  textWidth,
  windowBetween,
  zoomed,
} from './timeline.layout.ts';
import { Mark, type TimelineLane } from './timeline.tsx';
import './timeline.css';

/** How many things of a lane begin in one step. */
export type TimelineBin = { readonly lane: string; readonly at: number; readonly count: number };

type ChartProps = {
  readonly entries: readonly TimelineEntry[];
  readonly bins: readonly TimelineBin[];
  /** Length of a bin. Milliseconds. */
  readonly step: number;
  readonly lanes: readonly TimelineLane[];
  readonly window: TimeWindow;
  /** Everything there is, for the strip below; its bins are `overview`. */
  readonly extent: TimeWindow;
  readonly overview: { readonly bins: readonly TimelineBin[]; readonly step: number };
  readonly now: number | null;
  readonly nowLabel: string;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly stripLabel: string;
  readonly tickLabel: (tick: Tick) => string;
  readonly binLabel: (bin: TimelineBin) => string;
  readonly offsetAt: (at: number) => number;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onWindow: (window: TimeWindow) => void;
};

const laneHeight = 52;
const top = 26;
/** From this width on, the names of the lanes stand beside them; on narrower screens within. */
const wide = 560;

/** A window of a long timeline: single marks, counts as columns, zoom by wheel and two fingers, and a strip of the whole. */
export function TimelineChart(props: ChartProps) {
  const { ref, width } = useElementSize();
  return (
    <div className="m-timeline" ref={ref}>
      {width === 0 ? (
        <div style={{ height: top + laneHeight * props.lanes.length + 50 }} />
      ) : (
        <>
          <Plot {...props} width={width} />
          <Strip {...props} width={width} />
        </>
      )}
    </div>
  );
}

function leftOf(lanes: readonly TimelineLane[], width: number): number {
  return width < wide ? 0 : Math.ceil(Math.max(...lanes.map(({ name }) => textWidth(name, 12)))) + 26;
}

type Touch = { readonly id: number; x: number };

function Plot(props: ChartProps & { readonly width: number }) {
  const { entries, bins, step, lanes, window, now, nowLabel, label, tickLabel, binLabel, chosen, width } = props;
  const { offsetAt, onChoose, onWindow } = props;
  const left = leftOf(lanes, width);
  const plot = width - left - 4;
  const layout = layoutWindow({ entries, window, width: plot, now, offsetAt, labelSize: 11 });
  const bottom = top + laneHeight * lanes.length;
  const highest = bins.reduce((most, { count }) => Math.max(most, count), 0);
  const span = window.until - window.from;
  const xOf = (at: number) => ((at - window.from) / span) * plot;
  const timeAt = (x: number) => window.from + ((x - left) / plot) * span;
  const places = new Map(lanes.map(({ id }, at) => [id, top + at * laneHeight]));
  const svg = useRef<SVGSVGElement>(null);
  const touches = useRef<Touch[]>([]);
  const hasMoved = useRef(false);
  const [isDragging, setDragging] = useState(false);
  const pillWidth = textWidth(nowLabel, 10.5) + 16;
  const pillX = layout.nowX === null ? 0 : Math.min(plot - pillWidth, Math.max(0, layout.nowX - pillWidth / 2));

  // What is turned between two pictures is one movement.
  const turned = useRef<{ zoom: number; sideways: number; x: number } | null>(null);
  const apply = useRef<() => void>(() => undefined);
  useEffect(() => {
    apply.current = () => {
      const movement = turned.current;
      turned.current = null;
      if (movement === null) return;
      const around = timeAt(movement.x);
      onWindow(moved(zoomed(window, 1.0016 ** movement.zoom, around), movement.sideways / plot));
    };
  });
  useEffect(() => {
    const element = svg.current;
    let frame = 0;
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      const before = turned.current ?? { zoom: 0, sideways: 0, x: 0 };
      const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      turned.current = {
        zoom: before.zoom + (isSideways ? 0 : event.deltaY),
        sideways: before.sideways + (isSideways ? event.deltaX : 0),
        x: event.clientX - (element?.getBoundingClientRect().left ?? 0),
      };
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => apply.current());
    };
    // React listens to wheels passively; zooming must keep the page where it is.
    element?.addEventListener('wheel', listen, { passive: false });
    return () => {
      cancelAnimationFrame(frame);
      element?.removeEventListener('wheel', listen);
    };
  }, []);

  const localX = (event: PointerEvent) => event.clientX - (svg.current?.getBoundingClientRect().left ?? 0);
  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    touches.current = [
      ...touches.current.filter(({ id }) => id !== event.pointerId),
      { id: event.pointerId, x: localX(event) },
    ];
    hasMoved.current = false;
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const own = touches.current.find(({ id }) => id === event.pointerId);
    if (own === undefined) return;
    const x = localX(event);
    const other = touches.current.find(({ id }) => id !== event.pointerId);
    if (!hasMoved.current && Math.abs(x - own.x) < 4) return;
    if (!hasMoved.current) svg.current?.setPointerCapture(event.pointerId);
    hasMoved.current = true;
    setDragging(true);
    if (other === undefined) onWindow(moved(window, (own.x - x) / plot));
    else {
      const before = Math.max(20, Math.abs(own.x - other.x));
      const after = Math.max(20, Math.abs(x - other.x));
      onWindow(zoomed(window, before / after, timeAt((x + other.x) / 2)));
    }
    own.x = x;
  };
  const onPointerEnd = (event: PointerEvent<SVGSVGElement>) => {
    touches.current = touches.current.filter(({ id }) => id !== event.pointerId);
    if (touches.current.length === 0) setDragging(false);
  };
  const choose = (act: () => void) => () => {
    if (!hasMoved.current) act();
  };

  return (
    <div className="m-timeline-chart">
      <svg
        ref={svg}
        width={width}
        height={bottom + 6}
        role="img"
        aria-label={label}
        data-dragging={isDragging}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
      >
        {lanes.map(({ id, name }, at) => (
          <g key={id} data-lane={id}>
            {at % 2 === 0 && (
              <rect className="m-timeline-stripe" x={left} y={top + at * laneHeight} width={plot} height={laneHeight} />
            )}
            <rect className="m-timeline-edge" x="0" y={top + at * laneHeight + 11} width="3" height="30" rx="1.5" />
            {left > 0 && (
              <text className="m-timeline-name" x="12" y={top + at * laneHeight + 30}>
                {name}
              </text>
            )}
          </g>
        ))}
        <g transform={`translate(${left} 0)`}>
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
                    x={Math.min(plot - half, Math.max(half, tick.x))}
                    y="15"
                    textAnchor="middle"
                  >
                    {text}
                  </text>
                )}
              </g>
            );
          })}
          {bins.map((bin) => {
            const x = Math.max(0, xOf(bin.at));
            const right = Math.min(plot, xOf(bin.at + step));
            const height = 4 + 30 * binShare(bin.count, highest);
            const y = (places.get(bin.lane) ?? top) + laneHeight - 4 - height;
            if (right <= 0 || x >= plot) return null;
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the picture is one image; buttons zoom, and the table holds the same for the keyboard
              <rect
                key={`${bin.lane} ${bin.at}`}
                data-lane={bin.lane}
                className="m-timeline-bin"
                x={x}
                y={y}
                width={Math.max(1.5, right - x - 0.75)}
                height={height}
                onClick={choose(() => onWindow(windowBetween(bin.at - step, bin.at + 2 * step)))}
              >
                <title>{binLabel(bin)}</title>
              </rect>
            );
          })}
          {left === 0 &&
            lanes.map(({ id, name }, at) => (
              <text key={id} className="m-timeline-label m-timeline-within" x="8" y={top + at * laneHeight + 12}>
                {name}
              </text>
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
            const y = places.get(entry.lane) ?? top;
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the picture is one image; the table holds the same entries for the keyboard
              <g
                key={entry.id}
                data-lane={entry.lane}
                data-chosen={entry.id === chosen}
                data-striped={lanes.findIndex(({ id }) => id === entry.lane) % 2 === 0}
                className="m-timeline-mark"
                onClick={choose(() => onChoose(entry.id))}
              >
                <title>{entries.find(({ id }) => id === entry.id)?.label}</title>
                <Mark entry={entry} y={y + 26} />
                {entry.label !== null && left > 0 && (
                  <text className="m-timeline-label" x={entry.label.x} y={y + (entry.label.isAbove ? 14 : 46)}>
                    {entry.label.text}
                  </text>
                )}
              </g>
            );
          })}
        </g>
      </svg>
    </div>
  );
}

const stripHeight = 34;

/** Everything there is in one line; dragging over it chooses the window. */
function Strip(props: ChartProps & { readonly width: number }) {
  const { lanes, window, extent, overview, stripLabel, width, onWindow } = props;
  const left = leftOf(lanes, width);
  const plot = width - left - 4;
  const span = Math.max(1, extent.until - extent.from);
  const xOf = (at: number) => Math.min(plot, Math.max(0, ((at - extent.from) / span) * plot));
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const sums = new Map<number, number>();
  for (const { at, count } of overview.bins) sums.set(at, (sums.get(at) ?? 0) + count);
  const highest = Math.max(0, ...sums.values());
  const localX = (event: PointerEvent<SVGSVGElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  const timeAt = (x: number) => extent.from + (Math.min(plot, Math.max(0, x)) / plot) * span;
  const shown = drag === null ? { from: xOf(window.from), to: xOf(window.until) } : drag;
  const [x, right] = [Math.min(shown.from, shown.to), Math.max(shown.from, shown.to)];

  const finish = () => {
    if (drag === null) return;
    setDrag(null);
    const isClick = Math.abs(drag.to - drag.from) < 4;
    const half = (window.until - window.from) / 2;
    const middle = timeAt(drag.to);
    onWindow(isClick ? windowBetween(middle - half, middle + half) : windowBetween(timeAt(drag.from), timeAt(drag.to)));
  };

  return (
    <svg
      className="m-timeline-strip"
      style={{ marginLeft: left }}
      width={plot}
      height={stripHeight}
      role="img"
      aria-label={stripLabel}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: localX(event), to: localX(event) });
      }}
      onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: localX(event) })}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
    >
      <rect className="m-timeline-strip-back" x="0.5" y="0.5" width={plot - 1} height={stripHeight - 1} rx="4" />
      {[...sums].map(([at, count]) => {
        const from = xOf(at);
        const height = 3 + 26 * binShare(count, highest);
        return (
          <rect
            key={at}
            className="m-timeline-strip-bin"
            x={from}
            y={stripHeight - 3 - height}
            width={Math.max(1, xOf(at + overview.step) - from - 0.5)}
            height={height}
          />
        );
      })}
      <rect
        className="m-timeline-strip-window"
        x={Math.min(x, plot - 3)}
        y="1"
        width={Math.max(3, right - x)}
        height={stripHeight - 2}
        rx="3"
      />
    </svg>
  );
}
