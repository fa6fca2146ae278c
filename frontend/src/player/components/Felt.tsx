import { useState } from "preact/hooks";
import { sentenceCase } from "../words";
import type { FeltPlace, Packet } from "../../training/packet";

interface Props {
  readonly packet: Packet;
  /** The drill's name. */
  readonly name: string;
  readonly onFelt: (region: string) => void;
  readonly onLeaveOpen: () => void;
}

/** Where a drill was felt: the point of a drill is to find the muscle. */
export function Felt({ packet, name, onFelt, onLeaveOpen }: Props) {
  const [elsewhere, setElsewhere] = useState<FeltPlace | null>(null);
  if (elsewhere !== null) {
    return (
      <>
        <h1 class="player-name" tabIndex={-1}>
          {name}
        </h1>
        <p class="advice">{packet.words.felt_elsewhere}</p>
        <button
          class="button button-primary button-wide"
          type="button"
          autofocus
          onClick={() => onFelt(elsewhere.region)}
        >
          Go on
        </button>
      </>
    );
  }
  return (
    <>
      <h1 class="player-name" tabIndex={-1}>
        {packet.words.felt_where}
      </h1>
      <p class="quiet">{name}</p>
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
    </>
  );
}
