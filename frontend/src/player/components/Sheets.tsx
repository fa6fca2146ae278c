import { useRef } from "preact/hooks";
import * as act from "../actions";
import type { Course, Scene } from "../course";
import { asksReserve, type Draft } from "../draft";
import type { Settings } from "../settings";
import type { Explained, Station } from "../../training/packet";
import type { PerformedSet } from "../../training/performed";
import type { Step } from "../../training/session";
import { EXPECTED_CODES } from "../../training/wording";
import { cardOf, loadsOf, type Visit } from "../visit";
import { placeText } from "../words";
import { Cues } from "./Cues";
import { Dialog } from "./Dialog";
import { Pain, Swap } from "./Exchange";
import { Confirm, Leave } from "./Leave";
import { LogSheet } from "./LogSheet";
import { Overview } from "./Overview";
import { Reasons } from "./Reasons";
import { SyncDialog } from "./SyncDialog";

/** A set of the session, as it stood when the sheet was opened. */
export interface Here {
  readonly station: Station;
  /** Place of the station in the session. */
  readonly place: number;
  readonly step: Step;
}

type StationSheet = "why" | "cues" | "swap" | "pain" | "leave-out";
type SessionSheet = "overview" | "sync" | "leave" | "finish";

/** What lies over the player. */
export type Sheet =
  | { readonly kind: "log"; readonly here: Here; readonly draft: Draft; readonly endedAt: number }
  | { readonly kind: "edit"; readonly set: PerformedSet }
  | { readonly kind: StationSheet; readonly here: Here }
  | { readonly kind: SessionSheet };

interface Props {
  readonly course: Course;
  readonly scene: Scene;
  readonly visit: Visit;
  readonly sheet: Sheet;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
  /** Show another sheet, or none. */
  readonly onSheet: (sheet: Sheet | null) => void;
  /** Do something, one thing at a time; the sheet goes once it is kept. */
  readonly onAct: (told: () => act.Told, next?: Sheet | null) => void;
}

export function Sheets(props: Props) {
  const { sheet } = props;
  switch (sheet.kind) {
    case "log":
      return <Log {...props} sheet={sheet} />;
    case "edit":
      return <Edit {...props} set={sheet.set} />;
    case "overview":
    case "sync":
    case "leave":
    case "finish":
      return <OfSession {...props} kind={sheet.kind} />;
    default:
      return <OfStation {...props} kind={sheet.kind} here={sheet.here} />;
  }
}

function Log({
  course,
  visit,
  sheet,
  onSheet,
  onAct,
}: Props & { readonly sheet: Extract<Sheet, { kind: "log" }> }) {
  const { here, draft, endedAt } = sheet;
  const { station, step } = here;
  return (
    <LogSheet
      title={placeText(step)}
      draft={draft}
      timed={step.target.seconds !== null}
      owned={loadsOf(visit, station)}
      unit={visit.packet.unit}
      reserve={asksReserve(station, step.target)}
      expected={null}
      wanted={step.target.rir}
      explanation={visit.packet.words.reserve}
      onSave={(entry) => onAct(() => act.keepSet(course, visit, here, entry, endedAt))}
      onClose={() => onSheet(null)}
    />
  );
}

function Edit({ course, visit, set, onSheet, onAct }: Props & { readonly set: PerformedSet }) {
  const station = visit.stations.find(
    (one) => one.variant === set.variant && one.role === set.role,
  );
  return (
    <LogSheet
      title="Change this set"
      draft={{ count: set.reps ?? set.seconds ?? 0, load: set.load }}
      timed={set.seconds !== null}
      owned={station === undefined ? null : loadsOf(visit, station)}
      unit={visit.packet.unit}
      reserve={set.kind === "working" && set.seconds === null}
      expected={set.rir}
      wanted={set.target_rir}
      explanation={visit.packet.words.reserve}
      onSave={(entry) => onAct(() => act.changeSet(course, visit, set, entry))}
      onDelete={() => onAct(() => act.removeSet(course, visit, set))}
      onClose={() => onSheet(null)}
    />
  );
}

function OfStation(props: Props & { readonly kind: StationSheet; readonly here: Here }) {
  const { visit, kind, here, onSheet } = props;
  const { station } = here;
  const card = cardOf(visit, station);
  switch (kind) {
    case "why":
      return (
        <Dialog title="Why?" onClose={() => onSheet(null)}>
          <Reasons
            reasons={[...ownReason(here.step), ...station.reasons, ...furtherReasons(station)]}
          />
        </Dialog>
      );
    case "cues":
      return (
        <Dialog title={card.name} onClose={() => onSheet(null)}>
          <Cues card={card} figure={visit.figures[card.figure]} />
        </Dialog>
      );
    default:
      return <Instead {...props} kind={kind} />;
  }
}

/** Why this set differs from what was planned, if it does. */
function ownReason({ reason, text }: Step): readonly Explained[] {
  return EXPECTED_CODES.has(reason.code)
    ? []
    : [{ code: reason.code, text, link: null, source: null }];
}

/** What stands behind the load, and where the exercise leads. */
function furtherReasons({ estimates, suggest }: Station): readonly Explained[] {
  const strengths = Object.entries(estimates).map(([side, { text }]) => ({
    code: `estimate-${side}`,
    text: `Estimated one-repetition maximum${side === "both" ? "" : `, ${side}`}: ${text}.`,
    link: null,
    source: null,
  }));
  if (suggest === null) return strengths;
  const harder = {
    code: "suggest",
    text: `When this gets too easy: ${suggest.name}.`,
    link: `/learn/exercises/${suggest.exercise}`,
    source: suggest.name,
  };
  return [...strengths, harder];
}

function Instead(
  props: Props & { readonly kind: "swap" | "pain" | "leave-out"; readonly here: Here },
) {
  const { course, scene, visit, kind, here, onSheet, onAct } = props;
  const { station, place, step } = here;
  const { substitutes } = scene;
  const common = {
    visit,
    station,
    place,
    substitutes,
    onTake: (offer: Parameters<typeof act.exchange>[4]) => {
      if (substitutes) onAct(() => act.exchange(course, visit, station, substitutes, offer));
    },
    onLeaveOut: () => onAct(() => act.leaveOut(course, visit, station)),
    onClose: () => onSheet(null),
  };
  if (kind === "swap") {
    return (
      <Swap
        {...common}
        onBack={(origin) => onAct(() => act.swapBack(course, visit, station, origin))}
      />
    );
  }
  if (kind === "leave-out") {
    return (
      <Confirm
        title="Leave it out?"
        text={`The rest of ${cardOf(visit, station).name} is left out today. What you did of it stays.`}
        action="Leave it out"
        onConfirm={common.onLeaveOut}
        onClose={common.onClose}
      />
    );
  }
  const sheet: Sheet = { kind, here };
  return (
    <Pain
      {...common}
      onPain={(where) => onAct(() => act.pain(course, visit, { station, step }, where), sheet)}
      onTakeBack={() => onAct(() => act.takePainBack(course, visit, station))}
    />
  );
}

function OfSession(props: Props & { readonly kind: SessionSheet }) {
  const { course, scene, visit, kind, onSheet, onAct } = props;
  const close = (): void => onSheet(null);
  const finish = (): void => onAct(() => act.finish(course, visit));
  const here = useHere(visit);
  switch (kind) {
    case "sync":
      return (
        <SyncDialog
          sync={scene.sync}
          onRetry={() => course.retry()}
          onDiscard={() => void course.discardRefused()}
          onClose={close}
        />
      );
    case "leave":
      return <Leave visit={visit} onFinish={finish} onClose={close} />;
    case "finish":
      return (
        <Confirm
          title="Finish now?"
          text="Not all sets are done. What you did is kept, and the next session comes as planned."
          action="Finish"
          onConfirm={finish}
          onClose={close}
        />
      );
    case "overview":
      return (
        <Overview
          visit={visit}
          settings={props.settings}
          onSettings={props.onSettings}
          onEdit={(set) => onSheet({ kind: "edit", set })}
          onUndo={() => onAct(() => act.undo(course, visit))}
          onLeaveOut={here && (() => onSheet({ kind: "leave-out", here }))}
          onResume={(station) => onAct(() => act.resume(course, visit, station))}
          onFinish={() => onSheet({ kind: "finish" })}
          onClose={close}
        />
      );
  }
}

/** The set that is next, as it stood when the sheet was opened. */
function useHere(visit: Visit): Here | null {
  const here = useRef(hereOf(visit));
  return here.current;
}

export function hereOf(visit: Visit): Here | null {
  const { step } = visit;
  const station = step === null ? undefined : visit.stations[step.station];
  return step === null || station === undefined ? null : { station, place: step.station, step };
}
