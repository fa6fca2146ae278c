/** Tells the other tabs of this browser that the log or a packet has changed. */
const NAME = "ilium";

export interface Channel {
  /** Tell the others. */
  readonly tell: (person: string) => void;
  readonly close: () => void;
}

export function openChannel(onChange: (person: string) => void): Channel {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") onChange(data);
  };
  return { tell: (person) => channel.postMessage(person), close: () => channel.close() };
}
