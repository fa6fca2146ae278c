import { Icon } from "./Icon";

export type ToolName = "why" | "cues" | "tempo" | "swap" | "pain";

interface Props {
  readonly onTool: (tool: ToolName) => void;
  /** Whether the tempo is being counted; null where it cannot be. */
  readonly tempo: boolean | null;
}

/** One tap away from the set: its reason, its cues, its tempo, and what to do instead. */
export function Tools({ onTool, tempo }: Props) {
  return (
    <div class="tools">
      <Tool name="why" icon="why" label="Why?" onTool={onTool} />
      <Tool name="cues" icon="learn" label="Cues" onTool={onTool} />
      {tempo !== null && (
        <Tool name="tempo" icon="metronome" label="Tempo" pressed={tempo} onTool={onTool} />
      )}
      <Tool name="swap" icon="swap" label="Busy?" onTool={onTool} />
      <Tool name="pain" icon="pain" label="It hurts" onTool={onTool} />
    </div>
  );
}

interface ToolProps {
  readonly name: ToolName;
  readonly icon: string;
  readonly label: string;
  readonly pressed?: boolean;
  readonly onTool: (tool: ToolName) => void;
}

function Tool({ name, icon, label, pressed, onTool }: ToolProps) {
  return (
    <button class="tool" type="button" aria-pressed={pressed} onClick={() => onTool(name)}>
      <Icon name={icon} />
      {label}
    </button>
  );
}
