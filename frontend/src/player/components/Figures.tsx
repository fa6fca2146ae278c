import type { Figure } from "../../training/packet";

/** Start and end position, drawn; nothing where there is no drawing. */
export function Figures({ figure }: { readonly figure: Figure | undefined }) {
  if (figure === undefined || figure.start === null || figure.end === null) return null;
  return (
    <div class="positions" role="img" aria-label={figure.text}>
      <Drawing label="Start" svg={figure.start} />
      <Drawing label="End" svg={figure.end} />
    </div>
  );
}

/** The drawings are our own; they come in the packet, so that they are there offline. */
function Drawing({ label, svg }: { readonly label: string; readonly svg: string }) {
  return (
    <div class="position" aria-hidden="true">
      <div class="position-drawing" dangerouslySetInnerHTML={{ __html: svg }} />
      <span class="small">{label}</span>
    </div>
  );
}
