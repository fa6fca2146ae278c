import * as act from "../actions";
import type { PerformedSet } from "../../training/performed";
import { Felt } from "./Felt";
import type { Stage } from "./Player";

interface Props extends Stage {
  readonly set: PerformedSet;
  readonly onLeaveOpen: () => void;
}

/** After the last set of a drill: where it was felt. */
export function Drill({ course, visit, set, onAct, onLeaveOpen }: Props) {
  return (
    <div class="player-main">
      <Felt
        key={set.id}
        packet={visit.packet}
        name={visit.cards[set.variant]?.name ?? ""}
        onFelt={(region) => onAct(() => act.felt(course, visit, set, region))}
        onLeaveOpen={onLeaveOpen}
      />
    </div>
  );
}
