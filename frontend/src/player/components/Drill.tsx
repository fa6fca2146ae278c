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
    <Felt
      key={set.id}
      visit={visit}
      card={visit.cards[set.variant] ?? null}
      onFelt={(region) => onAct(() => act.felt(course, visit, set, region))}
      onLeaveOpen={onLeaveOpen}
    />
  );
}
