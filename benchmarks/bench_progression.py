"""Which rule keeps the effort where it was meant to be? Ilium's and the ones people know.

1,000 simulated lifters train for 24 weeks under each rule; docs/progression-benchmark.md says who
they are and how to read the table. `--lifters 100` is a quick look, `--seed` another thousand.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.progression.ilium_rule import IliumRule
from benchmarks.progression.lifters import POPULATIONS, TARGET_RIR, WEEKS, Lifter, recruit
from benchmarks.progression.report import Outcomes, lead, table
from benchmarks.progression.rules import RIVALS, Rule
from benchmarks.progression.simulate import outcomes

SEED = 20260101
LIFTERS = 1000

ILIUM: dict[str, Callable[[Lifter], Rule]] = {"Ilium": IliumRule}
ILIUM_REPS: dict[str, Callable[[Lifter], Rule]] = {"Ilium, reps": partial(IliumRule, feel=False)}
RIVALS_FEEL: dict[str, Callable[[Lifter], Rule]] = {
    f"{name}, by feel": partial(rule, feel=True) for name, rule in RIVALS.items()
}
GROUPS: tuple[tuple[str, dict[str, Callable[[Lifter], Rule]]], ...] = (
    ("as each rule tells them", ILIUM | RIVALS),
    ("told the reps only, under Ilium too", ILIUM_REPS),
    ("told to stop by feel, under the others too", RIVALS_FEEL),
)


def main() -> None:
    """Run every rule over every population and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--lifters", type=int, default=LIFTERS, help="in all four populations")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    count = max(1, options.lifters // len(POPULATIONS))
    print(
        f"{count * len(POPULATIONS)} lifters, {WEEKS} weeks, target {TARGET_RIR} reps in reserve, "
        f"seed {options.seed}\n"
    )
    started = time.perf_counter()
    for population in POPULATIONS:
        people = recruit(population, count, options.seed)
        groups = [
            (told, {name: outcomes(people, rule) for name, rule in rules.items()})
            for told, rules in GROUPS
        ]
        print(table(f"{population.name}: {count} lifters", groups, options.seed))
        print("\n".join(leads([rules for _, rules in groups], options.seed)) + "\n")
    print(f"took {time.perf_counter() - started:.0f} s")


def leads(groups: list[dict[str, Outcomes]], seed: int) -> list[str]:
    """Ilium against the best rival: as told, both by reps only, both by feel."""
    told, reps, feel = groups
    rivals = {name: told[name] for name in RIVALS}
    return [
        lead("Ilium", told["Ilium"], rivals, seed),
        lead("Ilium, reps", reps["Ilium, reps"], rivals, seed),
        lead("Ilium", told["Ilium"], feel, seed),
    ]


if __name__ == "__main__":
    main()
