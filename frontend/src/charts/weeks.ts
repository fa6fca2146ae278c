/** Weekly sets as bars from zero over the range they are held against. */
import uPlot from "uplot";
import type { Colours } from "./colours";
import { dayText, secondsOf, type Weeks } from "./data";
import { bottomAxis, frame, leftAxis, write } from "./parts";

const LABEL_WIDTH = 64;

/** Draws the chart into an element. */
export function drawWeeks(element: HTMLElement, weeks: Weeks, colours: Colours): uPlot {
  const count = weeks.days.length;
  const top = Math.max(...weeks.values, weeks.band?.[1] ?? 0, 1) * 1.12;
  const bars = uPlot.paths.bars?.({ size: [0.62, 44] });
  const every = (plot: uPlot): number =>
    Math.max(1, Math.ceil((count * LABEL_WIDTH * devicePixelRatio) / plot.bbox.width));
  return new uPlot(
    {
      ...frame(element.clientWidth),
      scales: {
        x: { time: false, range: [-0.6, count - 0.4] },
        y: { range: [0, top] },
      },
      axes: [
        bottomAxis(
          colours,
          (_, splits) => splits.map((at) => dayText(secondsOf(weeks.days[at] ?? ""))),
          // Counted from this week backwards, so that it always has its label.
          (plot) => weeks.days.map((_, at) => at).filter((at) => (count - 1 - at) % every(plot) === 0),
        ),
        leftAxis(colours, ""),
      ],
      series: [
        {},
        { fill: colours.hue, stroke: colours.hue, width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) },
      ],
      hooks: { drawClear: [(plot) => shade(plot, weeks, colours)], draw: [(plot) => name(plot, weeks, colours)] },
    },
    [weeks.days.map((_, at) => at), [...weeks.values]],
    element,
  );
}

function shade(plot: uPlot, weeks: Weeks, colours: Colours): void {
  if (weeks.band === null) return;
  const [low, high] = weeks.band.map((edge) => plot.valToPos(edge, "y", true)) as [number, number];
  plot.ctx.save();
  plot.ctx.fillStyle = colours.soft;
  plot.ctx.fillRect(plot.bbox.left, high, plot.bbox.width, low - high);
  plot.ctx.restore();
}

function name(plot: uPlot, weeks: Weeks, colours: Colours): void {
  if (weeks.band === null) return;
  const above = plot.valToPos(weeks.band[1], "y", true) - 9 * devicePixelRatio;
  const right = plot.bbox.left + plot.bbox.width;
  write(plot, `range ${weeks.band[0]}-${weeks.band[1]} ${weeks.unit}`, colours.quiet, right, above, "right");
}
