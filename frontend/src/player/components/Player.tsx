import { useEffect, useRef, useState } from "preact/hooks";
import * as act from "../actions";
import type { Course, Scene } from "../course";
import { keepSettings, readSettings, type Settings } from "../settings";
import { unlockSound } from "../signals";
import { sentenceOf, type SyncState } from "../../sync/state";
import { type Visit, drillToPlace } from "../visit";
import { keepAwake } from "../wake-lock";
import { Drill } from "./Drill";
import { AllDone, Begin, Over } from "./Ends";
import { hereOf, type Sheet, Sheets } from "./Sheets";
import { Top } from "./Top";
import { Training } from "./Training";

interface Props {
  readonly course: Course;
  readonly scene: Scene;
  readonly visit: Visit;
}

/** What every stage of the session can do. */
export interface Stage extends Props {
  readonly settings: Settings;
  readonly onSheet: (sheet: Sheet | null) => void;
  readonly onAct: (told: () => act.Told, next?: Sheet | null) => void;
  /** Say something to those who do not see the screen. */
  readonly onTell: (text: string) => void;
}

/** A session, from its preview to what changed for next time. */
export function Player(props: Props) {
  const { scene, visit } = props;
  const [settings, setSettings] = useSettings();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [told, tell] = useState("");
  const onAct = useActing(setSheet, tell);
  const running = visit.startedAt !== null && visit.finishedAt === null;
  useEffect(() => keepAwake(running), [running]);
  useToldSync(scene.sync, tell);
  const stage: Stage = { ...props, settings, onSheet: setSheet, onAct, onTell: tell };
  return (
    <main class="player" id="main" onClick={unlockSound}>
      <Top
        visit={visit}
        sync={scene.sync}
        onLeave={running && visit.step !== null ? () => setSheet({ kind: "leave" }) : null}
        onSync={() => setSheet({ kind: "sync" })}
        onOverview={running ? () => setSheet({ kind: "overview" }) : null}
      />
      <StageOf {...stage} />
      <p class="visually-hidden" role="status">
        {told}
      </p>
      {sheet !== null && (
        <Sheets
          {...props}
          key={sheet.kind}
          sheet={sheet}
          settings={settings}
          onSettings={setSettings}
          onSheet={setSheet}
          onAct={onAct}
        />
      )}
    </main>
  );
}

function StageOf(stage: Stage) {
  const { visit } = stage;
  const [leftOpen, setLeftOpen] = useState<string | null>(null);
  const open = drillToPlace(visit);
  const drill = open?.id === leftOpen ? null : open;
  useStageStart(visit, drill !== null);
  if (visit.finishedAt !== null) return <Over {...stage} />;
  if (visit.startedAt === null && visit.done.length === 0) return <Begin {...stage} />;
  if (drill !== null) {
    return <Drill {...stage} set={drill} onLeaveOpen={() => setLeftOpen(drill.id)} />;
  }
  const here = hereOf(visit);
  if (here === null) return <AllDone {...stage} />;
  return <Training {...stage} here={here} />;
}

function useSettings(): [Settings, (settings: Settings) => void] {
  const [settings, setSettings] = useState(readSettings);
  const change = (next: Settings): void => {
    keepSettings(next);
    setSettings(next);
  };
  return [settings, change];
}

/** Does one thing at a time, so that a double tap keeps one set. The screen moves on once it is kept. */
function useActing(
  onSheet: (sheet: Sheet | null) => void,
  tell: (text: string) => void,
): Stage["onAct"] {
  const busy = useRef(false);
  return (told, next = null) => {
    if (busy.current) return;
    busy.current = true;
    told()
      .then((text) => {
        onSheet(next);
        tell(text);
      })
      .catch((error: unknown) => {
        console.error(error);
        tell("That could not be kept. Try again.");
        onSheet({ kind: "sync" });
      })
      .finally(() => {
        busy.current = false;
      });
  };
}

/** Says when the sets get stuck, and when they go again. */
function useToldSync(sync: SyncState, tell: (text: string) => void): void {
  const before = useRef<SyncState["condition"]>("synced");
  useEffect(() => {
    if (sync.condition === "sending" || sync.condition === before.current) return;
    before.current = sync.condition;
    tell(`${sentenceOf(sync)}.`);
  }, [sync.condition]);
}

/** At the top of each stage, with the focus on what is to be tapped if the last thing tapped is gone. */
function useStageStart(visit: Visit, drill: boolean): void {
  const opened = useRef(false);
  useEffect(() => {
    const before = opened.current;
    opened.current = true;
    if (!before) return; // a page that opens is read from its top
    scrollTo(0, 0);
    if (document.activeElement === document.body) {
      const first = ".player-action .button-primary, .felt-place";
      // What is tapped first may stand at the end of a long page, which is read from its top.
      document.querySelector<HTMLElement>(first)?.focus({ preventScroll: true });
    }
  }, [visit.done.length, visit.startedAt, visit.finishedAt, drill]);
}
