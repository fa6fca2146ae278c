import * as act from "../actions";
import { cardOf, ownSets, withSets } from "../visit";
import { Changed } from "./Changed";
import { counted, setText } from "../words";
import { Finish } from "./Finish";
import type { Stage } from "./Player";
import { Preview } from "./Preview";

/** Before the first set. */
export function Begin({ course, visit, onAct }: Stage) {
  return (
    <>
      <div class="player-main">
        <Preview visit={visit} />
      </div>
      <div class="player-action">
        <button
          class="button button-primary button-wide"
          type="button"
          onClick={() => onAct(() => act.begin(course, visit))}
        >
          {visit.packet.session.due ? "Start session" : "Train today all the same"}
        </button>
      </div>
    </>
  );
}

/** After the last set: everything can still be changed. */
export function AllDone({ course, visit, onAct, onSheet }: Stage) {
  const { unit } = visit.packet;
  return (
    <>
      <div class="player-main">
        <Changed course={course} visit={visit} onAct={onAct} />
        <h1 class="player-name" tabIndex={-1}>
          All sets are done
        </h1>
        <p class="advice">
          {counted(visit.done.length, "set")}, all of it kept. Finish, and see what changes for next
          time.
        </p>
        {withSets(visit).map((station) => (
          <section key={station.variant} class="stack stack-tight">
            <h2>{cardOf(visit, station).name}</h2>
            <ul class="logged">
              {ownSets(visit, station).map((set) => (
                <li key={set.id}>
                  <span>{setText(set, unit)}</span>
                  <button
                    class="button button-quiet"
                    type="button"
                    onClick={() => onSheet({ kind: "edit", set })}
                  >
                    Change<span class="visually-hidden"> {setText(set, unit)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div class="player-action">
        <button
          class="button button-primary button-wide"
          type="button"
          onClick={() => onAct(() => act.finish(course, visit))}
        >
          Finish session
        </button>
      </div>
    </>
  );
}

/** After the session. */
export function Over({ visit, scene }: Stage) {
  return (
    <>
      <div class="player-main">
        <Finish visit={visit} sync={scene.sync} />
      </div>
      <div class="player-action">
        <a class="button button-primary button-wide" href="/">
          Today
        </a>
      </div>
    </>
  );
}
