/** Draws the charts of a page, and keeps them right as the page changes its width or its theme. */
import "uplot/dist/uPlot.min.css";
import type uPlot from "uplot";
import { coloursOf, onThemeChange, type Colours } from "./colours";
import { readData, type Trend, type Weeks } from "./data";
import { HEIGHT } from "./parts";
import { submitOnChange } from "./submit";
import { drawTrend } from "./trend";
import { drawWeeks } from "./weeks";

type Draw = (element: HTMLElement, colours: Colours) => uPlot;

function drawerOf(element: HTMLElement): Draw | null {
  const id = element.dataset["points"] ?? "";
  if (element.dataset["chart"] === "weeks") {
    const weeks = readData<Weeks>(id);
    return (into, colours) => drawWeeks(into, weeks, colours);
  }
  if (element.dataset["chart"] === "trend") {
    const trend = readData<Trend>(id);
    return (into, colours) => drawTrend(into, trend, colours);
  }
  return null;
}

function setUp(element: HTMLElement): void {
  const draw = drawerOf(element);
  if (draw === null) return;
  let plot = draw(element, coloursOf(element));
  onThemeChange(() => {
    plot.destroy();
    plot = draw(element, coloursOf(element));
  });
  new ResizeObserver(() => {
    const width = element.clientWidth;
    if (width > 0 && width !== plot.width) plot.setSize({ width, height: HEIGHT });
  }).observe(element);
}

async function main(): Promise<void> {
  submitOnChange();
  await document.fonts.ready;
  for (const element of document.querySelectorAll<HTMLElement>(".chart-plot[data-chart]")) {
    try {
      setUp(element);
    } catch (error) {
      element.classList.add("failed");
      console.error(error);
    }
  }
}

void main();
