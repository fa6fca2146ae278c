import type { Explained } from "../../training/packet";

/** Why today's numbers are as they are, each with where it can be read. */
export function Reasons({ reasons }: { readonly reasons: readonly Explained[] }) {
  return (
    <ul class="rows">
      {reasons.map(({ code, text, link, source }) => (
        <li key={code + text}>
          {text}
          {link !== null && (
            <p class="source">
              <a class="source-link" href={link} target="_blank" rel="noreferrer">
                {source ?? "Source"}
              </a>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
