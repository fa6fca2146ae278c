import { heldText, loadFigure, platesOf, sentenceCase } from "../words";
import type { Step } from "../../training/session";
import { effortText, targetText } from "../../training/wording";
import type { Station, Unit } from "../../training/packet";
import type { Visit } from "../visit";
import { Place } from "./Place";
import { Plates } from "./Plates";

interface Props {
  readonly visit: Visit;
  readonly station: Station;
  readonly step: Step;
}

/** What to do in this set, in numerals that are read at arm's length. */
export function Target({ visit, station, step }: Props) {
  const { target } = step;
  const { unit } = visit.packet;
  const held = heldText(target.load);
  return (
    <div class="stack stack-tight">
      <Place step={step} />
      <p class="target">
        <span class="target-number">
          {targetText({ ...target, seconds: null, reps: target.reps ?? target.seconds })}{" "}
          <span class="target-unit">{target.seconds === null ? "reps" : "s"}</span>
        </span>
        <LoadNumber step={step} unit={unit} />
        <span class="target-detail">{effortOf(station, step)}</span>
      </p>
      {held !== null && <p class="plates-words">{held}</p>}
      <Plates text={platesOf(visit, station, target.load)} />
    </div>
  );
}

function LoadNumber({ step, unit }: { readonly step: Step; readonly unit: Unit }) {
  const { load } = step.target;
  if (load === null) return <span class="target-words">Find the load first</span>;
  if (load.kind === "none") return <span class="target-words">No load</span>;
  const { figure, unit: behind } = loadFigure(load, unit);
  if (figure === null)
    return (
      <span class={behind.length > 12 ? "target-words long" : "target-words"}>
        {sentenceCase(behind)}
      </span>
    );
  return (
    <span class="target-number">
      {figure} <span class="target-unit">{behind}</span>
    </span>
  );
}

/** When to stop. */
function effortOf(station: Station, { target }: Step): string {
  if (target.kind === "ramp") return "A lead-up set: easy, no reserve to say.";
  if (target.seconds !== null) return "Stop before your position slips.";
  return sentenceCase(effortText(station.role, target));
}
