// Runs the player's rules over the situations of a JSON file, and prints what they answer.
// tests/web/test_rules_agree.py bundles this with the TypeScript and compares the answers.
import { readFileSync } from "node:fs";

import { nextSet } from "../../frontend/src/training/adaptation";
import { atText, loadText, parseWeight, weightText } from "../../frontend/src/training/loads";
import { effectiveSets, performedRecord } from "../../frontend/src/training/performed";
import { betweenLoads, fitting, spareReps } from "../../frontend/src/training/prediction";
import { ladderOf, nextStep, setsAt } from "../../frontend/src/training/session";
import { believedReserve, oneRepMax } from "../../frontend/src/training/strength";
import { effortText, sentence, targetText } from "../../frontend/src/training/wording";

const { packets, situations, loads, typed, said, maxima } = JSON.parse(readFileSync(process.argv[2], "utf8"));

function answer({ packet, versions, skipped }) {
  const rules = packets[packet];
  const done = effectiveSets(versions);
  const step = nextStep(rules, rules.stations, done, skipped);
  return {
    sets: done.map(performedRecord),
    step: step && {
      station: step.station,
      target: step.target,
      code: step.reason.code,
      text: step.text,
      number: step.number,
      total: step.total,
      rest_until_us: step.restUntil === null ? null : Math.round(step.restUntil * 1000),
    },
    following: rules.stations.map((station) => {
      const { target, reason } = nextSet(station, setsAt(station, done), ladderOf(rules, station));
      return {
        target,
        code: reason.code,
        text: sentence(reason, rules.sentences),
        asked: target && `${targetText(target)}, ${effortText(station.role, target)}`,
      };
    }),
  };
}

/** What a maximum predicts for a load: whole floats, to be the same to the last bit. */
function predicted({ packet, station, maximum, value }) {
  const { aim, ladder } = packets[packet].stations[station];
  const loaded = { ...aim, loads: packets[packet].ladders[ladder] };
  const spare = spareReps(maximum, value, 1.5);
  return [
    fitting(maximum, loaded),
    betweenLoads(maximum, value, loaded),
    Number.isFinite(spare) ? spare : null,
  ];
}

const output = {
  situations: situations.map(answer),
  loads: loads.map(({ load, unit }) => [
    loadText(load, unit),
    atText(load, unit),
    weightText(load.grams ?? 0, unit),
  ]),
  said: said.map(([reps, rir]) => {
    const reserve = believedReserve(reps, rir);
    return [reserve, oneRepMax(62.5, reps + reserve)];
  }),
  maxima: maxima.map(predicted),
  typed: typed.map(({ text, unit }) => parseWeight(text, unit)),
};
process.stdout.write(JSON.stringify(output));
