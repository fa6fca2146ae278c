/** What all charts have in common. */
import uPlot from "uplot";
import type { Colours } from "./colours";

export const HEIGHT = 216;
export const FONT = '14px Archivo, system-ui, sans-serif';

const TICK_SPACE = 56;

/** Width and height, no legend and no cursor: the table behind the chart has the numbers. */
export function frame(width: number): Pick<uPlot.Options, "width" | "height" | "legend" | "cursor"> {
  return { width, height: HEIGHT, legend: { show: false }, cursor: { show: false } };
}

/** The axis of days or weeks, without lines of its own. */
export function bottomAxis(
  colours: Colours,
  values: uPlot.Axis.DynamicValues,
  splits?: uPlot.Axis.Splits,
): uPlot.Axis {
  return {
    stroke: colours.quiet,
    font: FONT,
    space: TICK_SPACE,
    size: 32,
    grid: { show: false },
    ticks: { show: false },
    values,
    ...(splits ? { splits } : {}),
  };
}

/** The axis of amounts, with hairlines. */
export function leftAxis(colours: Colours, unit: string): uPlot.Axis {
  return {
    stroke: colours.quiet,
    font: FONT,
    size: 48,
    space: 40,
    grid: { stroke: colours.hairline, width: 1 },
    ticks: { show: false },
    values: (_, splits) =>
      splits.map((split, index) => (index === splits.length - 1 ? `${split} ${unit}` : `${split}`)),
  };
}

/** Writes words beside what they name. */
export function write(
  plot: uPlot,
  words: string,
  colour: string,
  x: number,
  y: number,
  align: CanvasTextAlign,
): void {
  const context = plot.ctx;
  context.save();
  context.font = FONT.replace("14px", `${14 * devicePixelRatio}px`);
  context.fillStyle = colour;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.fillText(words, x, y);
  context.restore();
}
