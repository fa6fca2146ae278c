import type { Step } from "../../training/session";
import { EXPECTED_CODES } from "../../training/wording";
import type { Station, Unit } from "../../training/packet";
import type { Settings } from "../settings";
import { cardOf, type Visit } from "../visit";
import { dayText, lastText } from "../words";
import { Figures } from "./Figures";
import { Hold } from "./Hold";
import { Metronome } from "./Metronome";
import { Target } from "./Target";

interface Props {
  readonly visit: Visit;
  readonly station: Station;
  readonly step: Step;
  readonly settings: Settings;
  /** When the hold under way begins; null if none is. */
  readonly hold: number | null;
  readonly tempo: boolean;
}

/** The one set to do now. */
export function SetScreen({ visit, station, step, settings, hold, tempo }: Props) {
  const card = cardOf(visit, station);
  return (
    <>
      <h1 class="player-name" tabIndex={-1}>
        {card.name}
      </h1>
      <Figures figure={visit.figures[card.figure]} />
      <Target visit={visit} station={station} step={step} />
      {tempo && <Metronome tempo={station.tempo} settings={settings} />}
      {hold !== null && step.target.seconds !== null && (
        <Hold begins={hold} range={step.target.seconds} settings={settings} />
      )}
      <p class="reason">{reasonOf(station, step)}</p>
      <LastTime station={station} unit={visit.packet.unit} />
    </>
  );
}

/** What changed since the set before, else the most important reason of the day. */
function reasonOf(station: Station, step: Step): string {
  if (!EXPECTED_CODES.has(step.reason.code)) return step.text;
  return step.number === 1 && step.target.kind === "working"
    ? (station.reasons[0]?.text ?? "")
    : "";
}

function LastTime({ station: { last }, unit }: { readonly station: Station; readonly unit: Unit }) {
  if (last === null || last.sets.length === 0) return null;
  return (
    <p class="quiet">
      Last time, {dayText(last.date)}: {lastText(last.sets, unit)}.
    </p>
  );
}
