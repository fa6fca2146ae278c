import { useEffect, useState } from "preact/hooks";
import { ask } from "../../sync/api";
import type { SyncState } from "../../sync/state";
import type { NextTime } from "../../training/packet";
import { cardOf, ownSets, type Visit, withSets } from "../visit";
import { dayText, doneText } from "../words";

interface Props {
  readonly visit: Visit;
  readonly sync: SyncState;
}

/** The session is over: what was done, how long it took, what changes for next time. */
export function Finish({ visit, sync }: Props) {
  const working = visit.done.filter((set) => set.kind === "working");
  const minutes = minutesOf(visit);
  return (
    <>
      <h1 class="player-name" tabIndex={-1}>
        Session done
      </h1>
      <div class="stats">
        <Stat
          value={working.length}
          unit={working.length === 1 ? "set" : "sets"}
          label="without lead-up sets"
        />
        {minutes !== null && <Stat value={minutes} unit="min" label="from start to finish" />}
      </div>
      <NextTimeList visit={visit} synced={sync.condition === "synced" && sync.waiting === 0} />
      <section class="stack stack-tight">
        <h2>Today</h2>
        <ul class="rows">
          {withSets(visit).map((station) => (
            <li key={station.variant}>
              <p class="row-title">{cardOf(visit, station).name}</p>
              <p>{doneText(ownSets(visit, station), visit.packet.unit)}</p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Stat({
  value,
  unit,
  label,
}: {
  readonly value: number;
  readonly unit: string;
  readonly label: string;
}) {
  return (
    <p class="stat">
      <span class="stat-value">
        {value} <span class="stat-unit">{unit}</span>
      </span>
      <span class="stat-label">{label}</span>
    </p>
  );
}

function minutesOf({ startedAt, finishedAt }: Visit): number | null {
  if (startedAt === null || finishedAt === null) return null;
  return Math.max(1, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 60_000));
}

function NextTimeList({ visit, synced }: { readonly visit: Visit; readonly synced: boolean }) {
  const next = useNextTime(visit, synced);
  if (!synced || next === "failed")
    return <p class="message">{visit.packet.words.next_time_offline}</p>;
  if (next === null) return <p aria-busy="true">Working out what changes.</p>;
  if (next.items.length === 0) return null;
  return (
    <section class="stack stack-tight">
      <h2>Next time{next.on === null ? "" : `, ${dayText(next.on)}`}</h2>
      <ul class="rows">
        {next.items.map(({ variant, name, line, reasons }) => (
          <li key={variant}>
            <p class="row-title">{name}</p>
            <p>{line}</p>
            {reasons[0] && <p class="row-detail">{reasons[0].text}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What changes for next time, once the server has the whole session. */
function useNextTime(visit: Visit, synced: boolean): NextTime | "failed" | null {
  const [next, setNext] = useState<NextTime | "failed" | null>(null);
  const { id } = visit.packet.session;
  useEffect(() => {
    if (!synced) return;
    void ask(`/api/v1/session/next?session=${id}`, visit.packet.person).then((answer) => {
      setNext(answer.kind === "ok" ? (answer.body as NextTime) : "failed");
    });
  }, [id, synced]);
  return next;
}
