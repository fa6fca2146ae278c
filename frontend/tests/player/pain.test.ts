import { describe, expect, it } from "vitest";
import { pain } from "../../src/player/actions";
import type { Course } from "../../src/player/course";
import { visitOf } from "../../src/player/visit";
import type { LogRow } from "../../src/sync/database";
import type { SyncEvent } from "../../src/sync/events";
import type { Pain } from "../../src/training/packet";
import { ANN, packet, performed, SESSION, station } from "../examples";

const WORDS = { ...packet().words, pain_noted: "Noted.", pain_elsewhere: "See a doctor." };
const OTHER = station({ variant: "glute_bridge" });
const SENT = packet({ words: WORDS, stations: [station(), OTHER] });

/** A course that keeps what it is told. */
function keeping(kept: SyncEvent[]): Course {
  const course: Pick<Course, "record"> = {
    record: (events) => {
      kept.push(...events);
      return Promise.resolve();
    },
  };
  return course as Course;
}

function row(event: SyncEvent, seq: number): LogRow {
  const status = "waiting" as const;
  return { seq, id: event.id, person: ANN, session: SESSION, event, status, problem: null, parts: null };
}

async function noted(place: Pain, sent = SENT) {
  const visit = visitOf(sent, []);
  if (visit.step === null) throw new Error("there is a set to do");
  const kept: SyncEvent[] = [];
  const said = await pain(keeping(kept), visit, { station: station(), step: visit.step }, place);
  return { said, kept, after: visitOf(sent, kept.map(row)) };
}

describe("pain", () => {
  it.each(["knee", "elsewhere"] as const)("at the %s ends the exercise, not the session", async (place) => {
    const { kept, after } = await noted(place);
    expect(kept).toHaveLength(1);
    expect(after.done).toMatchObject([{ variant: "hip_thrust", reps: 0, pain: place }]);
    expect(after.step?.station).toBe(1);
  });

  it("is noted on the last set where there is one", async () => {
    const set = performed("a", { reps: 9 });
    const version = { id: "v", recorded_at: set.at, removed: false, performed: set };
    const { after } = await noted("elsewhere", packet({ ...SENT, sets: [version] }));
    expect(after.done).toMatchObject([{ id: "a", reps: 9, pain: "elsewhere" }]);
  });

  it("of which nothing is known sends to a professional", async () => {
    expect((await noted("elsewhere")).said).toBe("See a doctor.");
    expect((await noted("knee")).said).toBe("Noted.");
  });
});
