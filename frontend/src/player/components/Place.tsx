import type { Step } from "../../training/session";
import { countText, sideText } from "../words";

/** Which set it is, and on which side. */
export function Place({ step }: { readonly step: Step }) {
  const { side } = step.target;
  return (
    <p class="place">
      {countText(step)}
      {side !== "both" && <span class="side">{sideText(side)}</span>}
    </p>
  );
}
