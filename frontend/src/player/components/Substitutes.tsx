import type { Offer } from "../../training/substitutes";
import { Icon } from "./Icon";

const MOST = 4; // more than can be weighed up between two sets helps nobody

interface Props {
  readonly offers: readonly Offer[];
  readonly onTake: (offer: Offer) => void;
}

/** What can stand in for the exercise, best first. */
export function SubstituteList({ offers, onTake }: Props) {
  return (
    <ul class="rows">
      {offers.slice(0, MOST).map((offer) => (
        <li key={offer.station.variant}>
          <button class="substitute" type="button" onClick={() => onTake(offer)}>
            <span class="stack stack-tight">
              <span class="row-title">{offer.card.name}</span>
              <span>{offer.station.line}</span>
              {told(offer).map(({ code, text }) => (
                <span key={code} class="row-detail">
                  {text}
                </span>
              ))}
            </span>
            <Icon name="forward" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The most telling reason, and what it costs the week's plan if it costs something. */
function told({ substitute: { reasons, broken } }: Offer) {
  return [...reasons.slice(0, 1), ...broken.slice(0, 1)];
}
