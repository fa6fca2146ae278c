/** The session page. */
import { render } from "preact";
import { lastPerson } from "../sync/packets";
import { PACKET_SCHEMA, type Packet } from "../training/packet";
import { App } from "./components/App";
import { SignIn } from "./components/States";
import { Course } from "./course";

const ROOT = "player";

/** The packet that came with the page; the page that opens without a network has none. */
function sentPacket(): Packet | null {
  const text = document.getElementById("packet")?.textContent;
  if (!text) return null;
  const packet = JSON.parse(text) as Packet | null;
  return packet?.schema === PACKET_SCHEMA ? packet : null;
}

async function start(root: HTMLElement): Promise<void> {
  const sent = sentPacket();
  const person = root.dataset["person"] || sent?.person || (await lastPerson().catch(() => null));
  root.replaceChildren();
  if (person === null) {
    render(<SignIn />, root);
    return;
  }
  const course = new Course(person);
  render(<App course={course} />, root);
  await course.open(sent);
  void navigator.storage?.persist?.();
}

const root = document.getElementById(ROOT);
if (root !== null) void start(root);
