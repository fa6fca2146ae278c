import type { Card, Figure } from "../../training/packet";
import { Figures } from "./Figures";

type Level = "h2" | "h3";

interface Props {
  readonly card: Card;
  readonly figure: Figure | undefined;
  /** What its headings are on the page: one below the heading over them. */
  readonly level?: Level;
}

/** How to do it: set-up, execution, what this variant changes, and what goes wrong. */
export function Cues({ card, figure, level = "h3" }: Props) {
  const Heading = level;
  return (
    <div class="stack">
      <Figures figure={figure} />
      <List level={level} heading="Set up" lines={card.setup} />
      <List level={level} heading="Do" lines={[...card.execution, ...card.modifiers]} />
      <List level={level} heading="Take care" lines={card.cautions} />
      {card.faults.length > 0 && (
        <section class="stack stack-tight">
          <Heading>When it goes wrong</Heading>
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

interface ListProps {
  readonly level: Level;
  readonly heading: string;
  readonly lines: readonly string[];
}

function List({ level: Heading, heading, lines }: ListProps) {
  if (lines.length === 0) return null;
  return (
    <section class="stack stack-tight">
      <Heading>{heading}</Heading>
      <ul class="cues">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
