import * as act from "../actions";
import { canResume, cardOf, originOf } from "../visit";
import { Icon } from "./Icon";
import type { Stage } from "./Player";

/** What was just swapped or left out, with the way back. */
export function Changed({ course, visit, onAct }: Pick<Stage, "course" | "visit" | "onAct">) {
  const { latest } = visit;
  const station = visit.stations.find((one) => one.variant === latest?.variant);
  if (latest === null || station === undefined) return null;
  if (latest.kind === "skip") {
    if (!canResume(visit, station)) return null;
    return (
      <Said
        text={`Left out today: ${cardOf(visit, station).name}.`}
        onBack={() => onAct(() => act.resume(course, visit, station))}
      />
    );
  }
  const origin = originOf(visit, station);
  if (origin === null) return null;
  return (
    <Said
      text={`In place of ${cardOf(visit, origin).name}, today only.`}
      onBack={() => onAct(() => act.swapBack(course, visit, station, origin))}
    />
  );
}

function Said({ text, onBack }: { readonly text: string; readonly onBack: () => void }) {
  return (
    <div class="changed">
      <p>{text}</p>
      <button class="button button-quiet" type="button" onClick={onBack}>
        <Icon name="undo" small />
        Take back
      </button>
    </div>
  );
}
