import type { Station } from "../../training/packet";
import type { PerformedSet } from "../../training/performed";
import type { Step } from "../../training/session";
import { clockText, type Rest, secondsLeft } from "../rest";
import { cardOf, type Visit } from "../visit";
import { platesOf, setText, shortTarget } from "../words";
import { Icon } from "./Icon";
import { Place } from "./Place";
import { Plates } from "./Plates";

interface Props {
  readonly visit: Visit;
  readonly station: Station;
  readonly step: Step;
  readonly rest: Rest;
  readonly now: number;
  readonly onLonger: () => void;
  readonly onEdit: (set: PerformedSet) => void;
  readonly onUndo: () => void;
}

export const LONGER_SECONDS = 30;

/** The rest, a ring that empties, with what comes next below it. */
export function RestScreen({ visit, station, step, rest, now, onLonger, onEdit, onUndo }: Props) {
  const last = visit.done.at(-1);
  const same = last?.variant === station.variant && last.role === station.role;
  const changes = same && last?.side === "left" && step.target.side === "right";
  const left = secondsLeft(rest.ends, now);
  return (
    <>
      <h1 class="player-name" tabIndex={-1}>
        {changes ? "Change sides" : "Rest"}
      </h1>
      <div class="rest">
        <div class="rest-face">
          <svg
            class="rest-ring"
            viewBox="0 0 100 100"
            aria-hidden="true"
            style={{ "--rest": String((rest.ends - now) / 1000 / rest.total) }}
          >
            <circle cx="50" cy="50" r="46" />
            <circle class="rest-left" cx="50" cy="50" r="46" pathLength="1" />
          </svg>
          <span class="rest-time" role="timer" aria-live="off">
            {clockText(left)}
          </span>
        </div>
        <button class="button" type="button" onClick={onLonger}>
          <Icon name="plus" small />
          {LONGER_SECONDS} s
        </button>
      </div>
      <section class="next-up" aria-label="Next">
        <p class="quiet">{same ? "Next" : `Next: ${cardOf(visit, station).name}`}</p>
        <p class="next-target">{shortTarget(step, visit.packet.unit)}</p>
        <Place step={step} />
        <Plates text={platesOf(visit, station, step.target.load)} />
      </section>
      {last && <LastKept set={last} visit={visit} onEdit={onEdit} onUndo={onUndo} />}
    </>
  );
}

interface KeptProps {
  readonly set: PerformedSet;
  readonly visit: Visit;
  readonly onEdit: (set: PerformedSet) => void;
  readonly onUndo: () => void;
}

function LastKept({ set, visit, onEdit, onUndo }: KeptProps) {
  return (
    <ul class="logged">
      <li class="new" key={set.id}>
        <span>Kept: {setText(set, visit.packet.unit)}</span>
        <span class="logged-tools">
          <button
            class="button button-quiet button-icon"
            type="button"
            aria-label="Change this set"
            onClick={() => onEdit(set)}
          >
            <Icon name="edit" />
          </button>
          <button
            class="button button-quiet button-icon"
            type="button"
            aria-label="Take this set back"
            onClick={onUndo}
          >
            <Icon name="undo" />
          </button>
        </span>
      </li>
    </ul>
  );
}
