/**
 * Copy the text that a button names, and say so on the button. Where nothing can be copied, the
 * text is selected instead, to be copied by hand.
 */
export async function copyFrom(
  button: HTMLElement,
  page: Document,
  clipboard: Pick<Clipboard, "writeText"> | undefined,
): Promise<void> {
  const source = page.getElementById(button.dataset["copy"] ?? "");
  if (source === null) return;
  try {
    if (clipboard === undefined) throw new Error("no clipboard"); // not a secure context
    await clipboard.writeText((source.textContent ?? "").trim());
    button.textContent = button.dataset["copied"] ?? "Copied";
  } catch {
    page.getSelection()?.selectAllChildren(source);
    button.textContent = "Selected: copy it by hand";
  }
}
