import { expect, test } from "vitest";
import { copyFrom } from "../../src/taking/copying";

interface Page {
  readonly button: { dataset: Record<string, string>; textContent: string };
  readonly selected: string[];
  readonly document: Document;
}

/** A page with an address and the button that copies it. */
function page(): Page {
  const selected: string[] = [];
  const address = { textContent: " http://localhost/calendar/secret.ics " };
  return {
    button: { dataset: { copy: "address", copied: "Copied" }, textContent: "Copy" },
    selected,
    document: {
      getElementById: (id: string) => (id === "address" ? address : null),
      getSelection: () => ({
        selectAllChildren: (one: typeof address) => selected.push(one.textContent),
      }),
    } as unknown as Document,
  };
}

test("the address is copied and the button says so", async () => {
  const { button, document, selected } = page();
  const copied: string[] = [];
  const writeText = async (text: string): Promise<void> => void copied.push(text);
  await copyFrom(button as unknown as HTMLElement, document, { writeText });
  expect(copied).toEqual(["http://localhost/calendar/secret.ics"]);
  expect(button.textContent).toBe("Copied");
  expect(selected).toEqual([]);
});

test.each([
  ["there is no clipboard", undefined],
  ["it is not allowed", { writeText: () => Promise.reject(new Error("denied")) }],
])("where %s, the address is selected", async (_, clipboard) => {
  const { button, document, selected } = page();
  await copyFrom(button as unknown as HTMLElement, document, clipboard);
  expect(selected).toHaveLength(1);
  expect(button.textContent).toBe("Selected: copy it by hand");
});
