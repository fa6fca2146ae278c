/** Write the value of every slider into its output as it moves. */
export function watchSliders(): void {
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "range") return;
    const output = document.querySelector(`output[for="${CSS.escape(input.id)}"]`);
    if (output !== null) output.textContent = valueText(input.value, input.dataset["unit"]);
  });
}

/** A slider's value with its unit: `45 min`. */
export function valueText(value: string, unit: string | undefined): string {
  return unit === undefined ? value : `${value} ${unit}`;
}
