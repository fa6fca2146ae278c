import type { Card, Figure } from "../../training/packet";
import { Figures } from "./Figures";

/** How to do it: set-up, execution, what this variant changes, and what goes wrong. */
export function Cues({
  card,
  figure,
}: {
  readonly card: Card;
  readonly figure: Figure | undefined;
}) {
  return (
    <div class="stack">
      <Figures figure={figure} />
      <List heading="Set up" lines={card.setup} />
      <List heading="Do" lines={[...card.execution, ...card.modifiers]} />
      <List heading="Take care" lines={card.cautions} />
      {card.faults.length > 0 && (
        <section class="stack stack-tight">
          <h3>When it goes wrong</h3>
          <dl class="faults">
            {card.faults.map(({ fault, fix }) => (
              <div key={fault}>
                <dt>{fault}</dt>
                <dd>{fix}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function List({ heading, lines }: { readonly heading: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section class="stack stack-tight">
      <h3>{heading}</h3>
      <ul class="cues">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
