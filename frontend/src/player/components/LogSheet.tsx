import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { loadText, weightText } from "../../training/loads";
import { values, loadAt, valueOf } from "../../training/ladder";
import type { Ladder, Load, Range, Unit } from "../../training/packet";
import {
  type Draft,
  entryOf,
  most,
  readCount,
  readLoad,
  RESERVES,
  stepCount,
  stepLoad,
} from "../draft";
import type { Entry } from "../record";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { Stepper } from "./Stepper";

interface Props {
  readonly title: string;
  readonly draft: Draft;
  readonly timed: boolean;
  readonly owned: Ladder | null;
  readonly unit: Unit;
  /** Whether the reserve is asked for: then tapping it saves. */
  readonly reserve: boolean;
  /** The reserve to stand on at first: the one said before, or the least asked for. */
  readonly expected: number | null;
  readonly wanted: Range | null;
  /** What a reserve is. */
  readonly explanation: string;
  readonly onSave: (entry: Entry) => void;
  readonly onDelete?: () => void;
  readonly onClose: () => void;
}

/** One set, as it was done: the target is filled in, and a tap on the reserve keeps it. */
export function LogSheet(props: Props) {
  const { title, timed, owned, unit, reserve, onSave, onDelete, onClose } = props;
  const [draft, setDraft] = useState(props.draft);
  const known = entryOf(draft, null) !== null;
  const save = (rir: number | null): void => {
    const entry = entryOf(draft, rir);
    if (entry !== null) onSave(entry);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const unsaid = reserve && props.expected === null;
          if (unsaid) event.currentTarget.querySelector<HTMLElement>(".reserve.asked")?.focus();
          else save(reserve ? props.expected : null);
        }}
      >
        <Count draft={draft} timed={timed} onChange={(count) => setDraft({ ...draft, count })} />
        <LoadField
          draft={draft}
          owned={owned}
          unit={unit}
          onChange={(load) => setDraft({ ...draft, load })}
        />
        {reserve ? (
          <Reserves {...props} known={known} onTap={save} />
        ) : (
          <button
            class="button button-primary button-wide log-save"
            type="submit"
            autofocus
            disabled={!known}
          >
            Keep this set
          </button>
        )}
        {onDelete && (
          <button class="button button-danger button-wide" type="button" onClick={onDelete}>
            Delete this set
          </button>
        )}
      </form>
    </Dialog>
  );
}

interface CountProps {
  readonly draft: Draft;
  readonly timed: boolean;
  readonly onChange: (count: number | null) => void;
}

function Count({ draft: { count }, timed, onChange }: CountProps) {
  const unit = timed ? "seconds" : "reps";
  const step = timed ? "5 seconds" : "One rep";
  const [text, setText] = useState(String(count));
  const stepped = readCount(text, timed) !== count; // then the text is of before
  return (
    <div class="field">
      <Stepper
        label={timed ? "Seconds" : "Reps"}
        less={`${step} less`}
        more={`${step} more`}
        onLess={count ? () => onChange(stepCount(count, -1, timed)) : null}
        onMore={count === null ? null : () => onChange(stepCount(count, 1, timed))}
      >
        <input
          inputmode="numeric"
          aria-label={timed ? "Seconds" : "Reps"}
          aria-invalid={count === null}
          aria-describedby={count === null ? "count-error" : undefined}
          value={stepped ? String(count) : text}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            setText(typed);
            onChange(readCount(typed, timed));
          }}
        />
        <span class="stepper-unit">{unit}</span>
      </Stepper>
      {count === null && (
        <Wrong id="count-error">
          Write whole {unit}, {most(timed)} at most.
        </Wrong>
      )}
    </div>
  );
}

interface WrongProps {
  readonly id: string;
  readonly children: ComponentChildren;
}

/** What to do about a field; said aloud when it comes, as the buttons stop then. */
function Wrong({ id, children }: WrongProps) {
  return (
    <p class="field-error" id={id} role="alert">
      <Icon name="warning" small />
      <span>{children}</span>
    </p>
  );
}

interface LoadProps {
  readonly draft: Draft;
  readonly owned: Ladder | null;
  readonly unit: Unit;
  readonly onChange: (load: Load | null) => void;
}

function LoadField({ draft: { load }, owned, unit, onChange }: LoadProps) {
  if (load?.kind === "none" || (owned !== null && owned.rungs.length < 2)) return null;
  if (owned === null && load?.kind === "band") return null; // no weight, and no band to choose
  if (owned === null) return <FreeLoad load={load} unit={unit} onChange={onChange} />;
  const less = load && stepLoad(owned, load, -1);
  const more = load && stepLoad(owned, load, 1);
  const chosen = load === null ? -1 : values(owned).indexOf(valueOf(owned, load) ?? Number.NaN);
  return (
    <Stepper
      label="Load"
      less="Lighter"
      more="Heavier"
      onLess={less && (() => onChange(less))}
      onMore={more && (() => onChange(more))}
    >
      <select
        class="stepper-select"
        aria-label="Load"
        value={chosen}
        onChange={(event) => {
          const value = values(owned)[Number(event.currentTarget.value)];
          if (value !== undefined) onChange(loadAt(owned, value));
        }}
      >
        {chosen < 0 && load && <option value={-1}>{loadText(load, unit)}</option>}
        {owned.rungs.map((rung, place) => (
          <option key={rung.text} value={place}>
            {rung.text}
          </option>
        ))}
      </select>
    </Stepper>
  );
}

interface FreeLoadProps {
  readonly load: Load | null;
  readonly unit: Unit;
  readonly onChange: (load: Load | null) => void;
}

/**
 * A weight that is typed, where none of the person's own fits: the body, and what is added.
 *
 * Nothing stands for 0: who clears the field to write another weight has not said one yet, and a
 * tap on a reserve in between would keep the body alone.
 */
function FreeLoad({ load, unit, onChange }: FreeLoadProps) {
  const [text, setText] = useState(load === null ? "" : bareText(load, unit));
  const [kind] = useState(load?.kind ?? "bodyweight");
  const wrong = text.trim() !== "" && load === null;
  return (
    <div class="field">
      <label for="added">Added weight</label>
      <span class="input-with-unit">
        <input
          class="input input-number"
          id="added"
          inputmode="decimal"
          value={text}
          aria-invalid={wrong}
          aria-describedby={wrong ? "added-error" : "added-help"}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            setText(typed);
            onChange(readLoad(typed, kind, unit));
          }}
        />{" "}
        {unit}
      </span>
      {wrong ? (
        <Wrong id="added-error">Write it like 20 or 44 lb, 1000 kg at most.</Wrong>
      ) : (
        <p class="field-help" id="added-help">
          Write 0 if you used your own weight only.
        </p>
      )}
    </div>
  );
}

/** A load's weight without its unit, which stands beside it. */
function bareText(load: Load, unit: Unit): string {
  return weightText(load.grams ?? 0, unit).replace(` ${unit}`, "");
}

interface ReservesProps {
  readonly expected: number | null;
  readonly wanted: Range | null;
  readonly explanation: string;
  readonly known: boolean;
  readonly onTap: (rir: number | null) => void;
}

function Reserves({ expected, wanted, explanation, known, onTap }: ReservesProps) {
  const asked = (rir: number): boolean => wanted !== null && rir >= wanted[0] && rir <= wanted[1];
  const last = RESERVES.at(-1);
  return (
    <fieldset class="stack stack-tight" disabled={!known}>
      <legend class="field-label">How many in reserve? A tap keeps the set.</legend>
      <p class="small quiet">{explanation}</p>
      <div class="reserves">
        {RESERVES.map((rir) => (
          <button
            key={rir}
            class={asked(rir) ? "reserve asked" : "reserve"}
            type="button"
            autofocus={rir === (expected ?? wanted?.[0])}
            aria-label={`${rir}${rir === last ? " or more" : ""} in reserve${asked(rir) ? ", as asked" : ""}`}
            onClick={() => onTap(rir)}
          >
            {rir}
            {rir === last && "+"}
          </button>
        ))}
      </div>
      <button class="button button-quiet button-wide" type="button" onClick={() => onTap(null)}>
        I cannot say
      </button>
    </fieldset>
  );
}
