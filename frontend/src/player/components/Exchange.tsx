import { useState } from "preact/hooks";
import type { Pain as PainPlace, Place, Station, Substitutes } from "../../training/packet";
import { type Offer, offered } from "../../training/substitutes";
import { cardOf, originOf, type Visit } from "../visit";
import { sentenceCase } from "../words";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { SubstituteList } from "./Substitutes";

interface Common {
  readonly visit: Visit;
  readonly station: Station;
  /** Place of the station in the session. */
  readonly place: number;
  readonly substitutes: Substitutes | null;
  readonly onTake: (offer: Offer) => void;
  readonly onLeaveOut: () => void;
  readonly onClose: () => void;
}

interface SwapProps extends Common {
  /** The exercise that stood here before today's swap takes its place again. */
  readonly onBack: (origin: Station) => void;
}

/** The equipment is taken: another exercise, or none, in today's session only. */
export function Swap({
  visit,
  station,
  place,
  substitutes,
  onTake,
  onBack,
  onLeaveOut,
  onClose,
}: SwapProps) {
  const origin = originOf(visit, station);
  const offers = substitutes
    ? offered(visit.packet, substitutes, visit.stations, place, { kind: "busy" })
    : [];
  return (
    <Dialog title={`In place of ${cardOf(visit, station).name}`} onClose={onClose}>
      <div class="stack">
        {origin !== null && (
          <button class="button button-wide" type="button" onClick={() => onBack(origin)}>
            <Icon name="undo" small />
            Back to {cardOf(visit, origin).name}
          </button>
        )}
        <Offers offers={offers} visit={visit} substitutes={substitutes} onTake={onTake} />
        <button class="button button-wide" type="button" onClick={onLeaveOut}>
          Leave it out today
        </button>
      </div>
    </Dialog>
  );
}

interface PainProps extends Common {
  /** Note where it hurts. */
  readonly onPain: (place: PainPlace) => void;
  /** The place was tapped by mistake. */
  readonly onTakeBack: () => void;
}

/** It hurts: where, what follows from it, and what can be done instead. */
export function Pain({
  visit,
  station,
  place,
  substitutes,
  onPain,
  onTakeBack,
  onTake,
  onLeaveOut,
  onClose,
}: PainProps) {
  const [where, setWhere] = useState<Place | null>(null);
  const { places, words } = visit.packet;
  if (where === null) {
    return (
      <Dialog title="It hurts" onClose={onClose}>
        <p class="advice">{words.pain_where}</p>
        <p class="quiet">{station.after_pain}</p>
        <div class="felt">
          {places.map((one) => (
            <button
              key={one.pain}
              class="felt-place"
              type="button"
              onClick={() => {
                onPain(one.pain);
                setWhere(one);
              }}
            >
              {sentenceCase(one.name)}
            </button>
          ))}
        </div>
      </Dialog>
    );
  }
  const limit = where.pain === "elsewhere" ? null : where.pain;
  const offers =
    substitutes && limit !== null
      ? offered(visit.packet, substitutes, visit.stations, place, { kind: "pain", limit })
      : [];
  return (
    <Dialog title={`Pain: ${where.name}`} onClose={onLeaveOut}>
      <div class="stack">
        <p class="advice">{limit === null ? words.pain_elsewhere : words.pain_noted}</p>
        {limit !== null && (
          <Offers offers={offers} visit={visit} substitutes={substitutes} onTake={onTake} />
        )}
        <button class="button button-wide" type="button" onClick={onLeaveOut}>
          Leave the rest of it out
        </button>
        <button class="button button-quiet button-wide" type="button" onClick={onTakeBack}>
          I tapped it by mistake
        </button>
      </div>
    </Dialog>
  );
}

interface OffersProps {
  readonly offers: readonly Offer[];
  readonly visit: Visit;
  readonly substitutes: Substitutes | null;
  readonly onTake: (offer: Offer) => void;
}

function Offers({ offers, visit, substitutes, onTake }: OffersProps) {
  if (substitutes === null)
    return <p>The list of other exercises has not arrived on this phone yet.</p>;
  if (offers.length === 0) return <p>{visit.packet.words.nothing_stands_in}</p>;
  return (
    <section class="stack stack-tight">
      <h3>In its place, best first</h3>
      <SubstituteList offers={offers} onTake={onTake} />
    </section>
  );
}
