import { useState } from "preact/hooks";
import { loadText, parseWeight } from "../../training/loads";
import { values, loadAt, valueOf } from "../../training/ladder";
import type { Ladder, Load, Range, Unit } from "../../training/packet";
import { type Draft, entryOf, RESERVES, stepCount, stepLoad } from "../draft";
import type { Entry } from "../record";
import { Dialog } from "./Dialog";
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
          <Reserves {...props} known={draft.load !== null} onTap={save} />
        ) : (
          <button
            class="button button-primary button-wide log-save"
            type="submit"
            autofocus
            disabled={draft.load === null}
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
  readonly onChange: (count: number) => void;
}

function Count({ draft: { count }, timed, onChange }: CountProps) {
  const unit = timed ? "seconds" : "reps";
  const step = timed ? "5 seconds" : "One rep";
  return (
    <Stepper
      label={timed ? "Seconds" : "Reps"}
      less={`${step} less`}
      more={`${step} more`}
      onLess={count > 0 ? () => onChange(stepCount(count, -1, timed)) : null}
      onMore={() => onChange(stepCount(count, 1, timed))}
    >
      <input
        inputmode="numeric"
        aria-label={timed ? "Seconds" : "Reps"}
        value={count}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => {
          const typed = Number.parseInt(event.currentTarget.value, 10);
          if (typed >= 0) onChange(Math.min(typed, timed ? 3600 : 200));
        }}
      />
      <span class="stepper-unit">{unit}</span>
    </Stepper>
  );
}

interface LoadProps {
  readonly draft: Draft;
  readonly owned: Ladder | null;
  readonly unit: Unit;
  readonly onChange: (load: Load) => void;
}

function LoadField({ draft: { load }, owned, unit, onChange }: LoadProps) {
  if (load?.kind === "none" || (owned !== null && owned.rungs.length < 2)) return null;
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
  readonly onChange: (load: Load) => void;
}

/** A weight that is typed, where none of the person's own fits: the body, and what is added. */
function FreeLoad({ load, unit, onChange }: FreeLoadProps) {
  const [text, setText] = useState(load?.grams ? loadText({ ...load, kind: "plate" }, unit) : "");
  const grams = parseWeight(text, unit);
  return (
    <div class="field">
      <label for="added">Added weight</label>
      <span class="input-with-unit">
        <input
          class="input input-number"
          id="added"
          inputmode="decimal"
          value={text}
          aria-invalid={text !== "" && grams === null}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            setText(typed);
            const read = parseWeight(typed, unit);
            if (read !== null)
              onChange({ kind: load?.kind ?? "bodyweight", grams: read, band: null });
          }}
        />{" "}
        {unit}
      </span>
      <p class="field-help">Write 0 if you used your own weight only.</p>
    </div>
  );
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
