/** Something measured over time: a line, its uncertainty as a soft area, single days as dots. */
import uPlot from "uplot";
import type { Colours } from "./colours";
import { dayText, secondsOf, type Series, type Trend } from "./data";
import { bottomAxis, frame, leftAxis, write } from "./parts";

const DASHES = [[], [6, 5]];
const MANY_DAYS = 400;
const DAY = 86_400;
/** Pixels beside the plot for half of a date under its last day. */
const DATE_ROOM = 32;
const LABEL_ROOM = 44;
/** Days from one date to the next; uPlot takes 30 for a month and 365 for a year. No hours: they have no dates. */
const DAYS_APART = [1, 2, 3, 4, 5, 7, 10, 15, 30, 60, 90, 120, 180, 365, 730, 1825, 3650];

/** Draws the chart into an element. */
export function drawTrend(element: HTMLElement, trend: Trend, colours: Colours): uPlot {
  const days = trend.days.map(secondsOf);
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  const coarse = last - first > MANY_DAYS * DAY;
  const labelled = trend.series.some((series) => series.label !== "");
  const parts = trend.series.map((series, index) => partsOf(series, index, colours, days.length));
  // Each line takes four columns of the data, counted behind the days.
  const bands = trend.series.flatMap((series, index) =>
    series.low === null ? [] : [{ series: [2 + 4 * index, 1 + 4 * index] as [number, number], fill: colours.soft }],
  );
  return new uPlot(
    {
      ...frame(element.clientWidth),
      padding: [8, labelled ? LABEL_ROOM : DATE_ROOM, 0, 0],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      // Not from what uPlot proposes, which is years for a single day. With half a day at the ends
      // the first date stands under the first day, and none behind the last.
      scales: { x: { time: true, range: [first - DAY / 2, last + DAY / 2] } },
      axes: [
        {
          ...bottomAxis(colours, (_, splits) => splits.map((at) => dayText(at, coarse))),
          incrs: DAYS_APART.map((count) => count * DAY),
        },
        leftAxis(colours, trend.unit),
      ],
      series: [{}, ...parts.flatMap((part) => part.series)],
      bands,
      hooks: { draw: [(plot) => trend.series.forEach((series) => name(plot, series, trend, days, colours))] },
    },
    [days, ...parts.flatMap((part) => part.columns)] as uPlot.AlignedData,
    element,
  );
}

interface Parts {
  readonly series: uPlot.Series[];
  readonly columns: (number | null)[][];
}

/** The lower and upper edge, the line and the dots. */
function partsOf(series: Series, index: number, colours: Colours, count: number): Parts {
  const nothing = new Array<null>(count).fill(null);
  const edge: uPlot.Series = { stroke: "transparent", width: 0, spanGaps: true, points: { show: false } };
  return {
    series: [
      edge,
      edge,
      { stroke: colours.ink, width: 2, dash: DASHES[index % DASHES.length] ?? [], spanGaps: true, points: { show: false } },
      { stroke: "transparent", width: 0, points: dots(index, colours) },
    ],
    columns: [
      [...(series.low ?? nothing)],
      [...(series.high ?? nothing)],
      [...series.values],
      [...series.dots],
    ],
  };
}

/** Filled for the first line, open for the second. */
function dots(index: number, colours: Colours): uPlot.Series.Points {
  return {
    show: true,
    size: 6,
    width: 1.5,
    stroke: colours.ink,
    fill: index === 0 ? colours.ink : colours.ground,
  };
}

/** The name of a line at its end, above the other's if it ends higher. */
function name(plot: uPlot, series: Series, trend: Trend, days: readonly number[], colours: Colours): void {
  const at = series.values.findLastIndex((value) => value !== null);
  const value = series.values[at];
  const day = days[at];
  if (series.label === "" || value === undefined || value === null || day === undefined) return;
  const ends = trend.series.map((other) => other.values.findLast((one) => one !== null) ?? 0);
  const shift = ends.length < 2 ? 0 : value >= Math.max(...ends) ? -8 : 8;
  const x = plot.valToPos(day, "x", true) + 8 * devicePixelRatio;
  write(plot, series.label, colours.ink, x, plot.valToPos(value, "y", true) + shift * devicePixelRatio, "left");
}
