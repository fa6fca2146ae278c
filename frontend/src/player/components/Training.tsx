import { useEffect, useState } from "preact/hooks";
import * as act from "../actions";
import { draftFor } from "../draft";
import { notify, say, signalEnd } from "../signals";
import { phasesOf } from "../tempo";
import { useRest } from "../use-rest";
import { loadsOf, ownSets } from "../visit";
import { aloud, spoken } from "../words";
import { LEAD_IN_MS } from "./Hold";
import { Changed } from "./Changed";
import type { Stage } from "./Player";
import { LONGER_SECONDS, RestScreen } from "./RestScreen";
import { SetScreen } from "./SetScreen";
import type { Here } from "./Sheets";
import { type ToolName, Tools } from "./Tools";

interface Props extends Stage {
  readonly here: Here;
}

/** The set to do, or the rest before it. */
export function Training(props: Props) {
  const { course, visit, settings, here, onSheet, onAct, onTell } = props;
  const [tempo, setTempo] = useState(false);
  const [hold, setHold] = useState<number | null>(null);
  const words = spoken(visit, here.step);
  const { rest, now, lengthen, skip } = useRest(visit, () => {
    signalEnd(settings);
    void notify(`Rest is over. ${words}`);
    onTell(`Rest is over. ${words}`);
  });
  const resting = rest !== null;
  useEffect(() => scrollTo(0, 0), [resting, here.station.variant]);
  useEffect(() => {
    setTempo(false);
    setHold(null);
    if (!resting) say(settings, aloud(visit, here.step));
  }, [words, resting]);

  const timed = here.step.target.seconds !== null;
  const log = (count?: number): void => {
    const draft = draftFor(
      here.station,
      here.step.target,
      ownSets(visit, here.station),
      loadsOf(visit, here.station),
    );
    setTempo(false);
    setHold(null);
    onSheet({
      kind: "log",
      here,
      draft: { ...draft, count: count ?? draft.count },
      endedAt: Date.now(),
    });
  };
  const onTool = (tool: ToolName): void => {
    if (tool === "tempo") setTempo(!tempo);
    else onSheet({ kind: tool, here });
  };
  return (
    <>
      <div class="player-main">
        <Changed course={course} visit={visit} onAct={onAct} />
        {resting ? (
          <RestScreen
            visit={visit}
            station={here.station}
            step={here.step}
            rest={rest}
            now={now}
            onLonger={() => lengthen(LONGER_SECONDS)}
            onEdit={(set) => onSheet({ kind: "edit", set })}
            onUndo={() => onAct(() => act.undo(course, visit))}
          />
        ) : (
          <SetScreen
            visit={visit}
            station={here.station}
            step={here.step}
            settings={settings}
            hold={hold}
            tempo={tempo}
          />
        )}
      </div>
      <div class="player-action">
        <Tools
          onTool={onTool}
          tempo={resting || timed || phasesOf(here.station.tempo).length === 0 ? null : tempo}
        />
        <Main
          resting={resting}
          timed={timed}
          hold={hold}
          onSkip={skip}
          onHold={() => setHold(Date.now() + LEAD_IN_MS)}
          onStop={(held) => log(held)}
          onDone={() => log()}
        />
      </div>
    </>
  );
}

interface MainProps {
  readonly resting: boolean;
  readonly timed: boolean;
  readonly hold: number | null;
  readonly onSkip: () => void;
  readonly onHold: () => void;
  readonly onStop: (heldSeconds: number) => void;
  readonly onDone: () => void;
}

/** The one thing to tap. It stays the same button, so the focus stays on it. */
function Main({ resting, timed, hold, onSkip, onHold, onStop, onDone }: MainProps) {
  const stop = (): void => onStop(Math.max(0, Math.floor((Date.now() - (hold ?? 0)) / 1000)));
  const [label, onTap] = resting
    ? (["Skip the rest", onSkip] as const)
    : !timed
      ? (["Done", onDone] as const)
      : hold === null
        ? (["Start the clock", onHold] as const)
        : (["Stop", stop] as const);
  return (
    <>
      <button class="button button-primary button-wide" type="button" onClick={onTap}>
        {label}
      </button>
      {timed && !resting && hold === null && (
        <button class="button button-quiet button-wide" type="button" onClick={onDone}>
          Log it without the clock
        </button>
      )}
    </>
  );
}
