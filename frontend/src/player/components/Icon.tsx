/** An icon of the sprite; decoration, so the words beside it say the same. */
export function Icon({ name, small = false }: { readonly name: string; readonly small?: boolean }) {
  const sprite = document.documentElement.dataset["icons"] ?? "";
  return (
    <svg class={small ? "icon icon-small" : "icon"} aria-hidden="true">
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
