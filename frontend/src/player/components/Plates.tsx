/** The tallest plate, pixels, and the least height that its figure needs. */
const TALLEST = 64;
const LEAST = 30;

/**
 * The plates on each end of the bar, from the inside.
 *
 * @param text `20 kg + 1.25 kg`; empty for the bar alone, null where there is no bar.
 */
export function Plates({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  if (text === "") return <p class="plates-words">The bar alone.</p>;
  const unit = /[a-z]+$/.exec(text)?.[0] ?? "";
  const plates = text.split(" + ").map(Number.parseFloat);
  const heaviest = Math.max(...plates);
  return (
    <div class="plates">
      <span class="plates-words" aria-hidden="true">
        On each end
      </span>
      <span class="visually-hidden">On each end: {text}</span>
      {plates.map((plate, place) => (
        <span
          key={place}
          class="plate"
          aria-hidden="true"
          style={{ height: `${height(plate, heaviest)}px` }}
        >
          {plate}
        </span>
      ))}
      <span class="plates-words" aria-hidden="true">
        {unit}
      </span>
    </div>
  );
}

const height = (plate: number, heaviest: number): number =>
  Math.round(LEAST + (TALLEST - LEAST) * (plate / heaviest));
