import type { Visit } from "../visit";
import { cardOf } from "../visit";
import { ROLE_NAMES, ROLES, WEEKDAYS } from "../words";

/** The session before it begins: what it asks for, and why today or not. */
export function Preview({ visit }: { readonly visit: Visit }) {
  const { session } = visit.packet;
  return (
    <>
      <h1 class="player-name" tabIndex={-1}>
        Week {session.week} of {session.weeks}, {WEEKDAYS[session.weekday]}
      </h1>
      <p class="advice">
        {session.when} About {Math.ceil(session.minutes)} min.
      </p>
      {session.deload && (
        <p>This is a deload week: about half the sets, and easier, so that you recover.</p>
      )}
      {ROLES.map((role) => (
        <Block key={role} visit={visit} role={role} />
      ))}
      <p class="quiet">{visit.packet.words.reserve}</p>
    </>
  );
}

function Block({ visit, role }: { readonly visit: Visit; readonly role: (typeof ROLES)[number] }) {
  const stations = visit.stations.filter((station) => station.role === role);
  if (stations.length === 0) return null;
  return (
    <section class="stack stack-tight">
      <h2>{ROLE_NAMES[role]}</h2>
      <ul class="rows">
        {stations.map((station) => (
          <li key={station.variant} class="row">
            <div>
              <p class="row-title">{cardOf(visit, station).name}</p>
              <p class="row-detail">{station.line}</p>
            </div>
            <p class="row-value">{Math.ceil(station.minutes)} min</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
