/** What the player does besides showing: kept on this device, by choice. */
export interface Settings {
  /** Tones at the end of a rest and for the tempo. */
  readonly sound: boolean;
  readonly vibration: boolean;
  /** The next set and the cues, spoken. */
  readonly speech: boolean;
}

const KEY = "ilium-player";
const USUAL: Settings = { sound: true, vibration: true, speech: false };

export function readSettings(): Settings {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Settings>) };
  } catch {
    return USUAL;
  }
}

export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // They hold until the page is closed.
  }
}
