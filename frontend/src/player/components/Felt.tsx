import { useState } from "preact/hooks";
import type { Card, FeltPlace } from "../../training/packet";
import type { Visit } from "../visit";
import { sentenceCase } from "../words";
import { Cues } from "./Cues";

interface Props {
  readonly visit: Visit;
  /** The drill's card. */
  readonly card: Card | null;
  readonly onFelt: (region: string) => void;
  readonly onLeaveOpen: () => void;
}

/** Where a drill was felt: the point of a drill is to find the muscle. */
export function Felt({ visit, card, onFelt, onLeaveOpen }: Props) {
  const { packet } = visit;
  const [elsewhere, setElsewhere] = useState<FeltPlace | null>(null);
  if (elsewhere !== null) {
    return (
      <>
        <div class="player-main">
          <h1 class="player-name" tabIndex={-1}>
            {card?.name}
          </h1>
          <p class="advice">{packet.words.felt_elsewhere}</p>
          {card && <Cues card={card} figure={visit.figures[card.figure]} level="h2" />}
        </div>
        <div class="player-action">
          <button
            class="button button-primary button-wide"
            type="button"
            autofocus
            onClick={() => onFelt(elsewhere.region)}
          >
            Go on
          </button>
        </div>
      </>
    );
  }
  return (
    <div class="player-main">
      <h1 class="player-name" tabIndex={-1}>
        {packet.words.felt_where}
      </h1>
      <p class="quiet">{card?.name}</p>
      <div class="felt">
        {packet.felt.map((place) => (
          <button
            key={place.region}
            class="felt-place"
            type="button"
            data-region={place.region}
            onClick={() => (place.target ? onFelt(place.region) : setElsewhere(place))}
          >
            <span>{sentenceCase(place.place)}</span>
            <span class="felt-region">{place.name}</span>
          </button>
        ))}
      </div>
      <button class="button button-quiet button-wide" type="button" onClick={onLeaveOpen}>
        I cannot say
      </button>
    </div>
  );
}
