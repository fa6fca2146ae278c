"""`ilium exercises` and `ilium explain`: the catalogue and what is known about each variant."""

from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ilium.anatomy import TARGETS, Region
from ilium.atlas.deciding import settled_by_atlas, simulated
from ilium.atlas.lift_words import load_text
from ilium.atlas.words import problem_text, with_band
from ilium.cli.screen import COLOURS, bullet, console, print_json, region_text
from ilium.cli.width import is_narrow, listed
from ilium.evidence import Claim, Measurement, Status, Verdict, measurements, studies
from ilium.exercises import catalogue
from ilium.exercises.grounds import claims_about
from ilium.exercises.model import Basis, Exercise, Role, Variant
from ilium.planning.words import number
from ilium.reasons import sentence

VERDICT_MARKS: dict[Verdict, str] = {
    Verdict.SUPPORTED: "+",
    Verdict.MIXED: "~",
    Verdict.WEAK: "~",
    Verdict.UNTESTED: "?",
    Verdict.NOT_SUPPORTED: "-",
}

MEASUREMENTS_SHOWN = 12

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


def exercises(
    role: Annotated[Role | None, typer.Option(help="Only those of one role.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the exercises, their roles and the sets that they count for."""
    chosen = [e for e in catalogue().exercises if role is None or role in e.roles]
    if as_json:
        listed = [exercise_document(exercise) for exercise in chosen]
        print_json({"schema": "ilium.exercises/1", "exercises": listed})
        return
    for shown in Role:
        rows = [e for e in chosen if e.roles[0] is shown]
        if rows and (role is None or role in {r for e in rows for r in e.roles}):
            _list(shown, rows) if is_narrow() else console.print(_exercise_table(shown, rows))
    console.print(
        Text("Sets counted: 1 direct, 0.5 indirect. ", style="quiet"),
        Text("ilium explain EXERCISE", style="bold"),
        Text(" says why.", style="quiet"),
        sep="",
    )


def exercise_document(exercise: Exercise) -> dict[str, Any]:
    """What the JSON answer says of one exercise. `equipment` lists the alternatives."""
    return {
        "id": exercise.id,
        "name": exercise.name,
        "roles": list(exercise.roles),
        "equipment": [list(setup.needs) for setup in exercise.setups],
        "laterality": exercise.laterality,
        "regions": {
            region: credit.credit
            for region, credit in catalogue().variant(exercise.id).grounds.items()
        },
        "modifiers": [modifier.id for modifier in exercise.modifiers],
        "measure": exercise.measure,
        "joint_actions": list(exercise.joint_actions),
        "multi_joint": exercise.multi_joint,
    }


SHORT_NAMES = ("med", "min", "max sup")
"""The target regions, in their order, where there is little room."""


def _list(role: Role, rows: list[Exercise]) -> None:
    console.print(Text(role.value.capitalize(), style="italic"))
    for exercise in rows:
        credits = Text(", ").join(
            Text(f"{short} {_credit(exercise, region)}", style=COLOURS[region])
            for short, region in zip(SHORT_NAMES, TARGETS, strict=True)
        )
        listed(Text(exercise.id, style="bold"), credits, Text(_needs(exercise)), indent=1)


def _exercise_table(role: Role, rows: list[Exercise]) -> Table:
    table = Table(title=role.value.capitalize(), title_justify="left", box=None, padding=(0, 1))
    table.add_column("exercise", no_wrap=True, style="bold")
    for short, region in zip(SHORT_NAMES, TARGETS, strict=True):
        table.add_column(Text(short, style=COLOURS[region]), justify="right")
    table.add_column("needs")
    for exercise in rows:
        table.add_row(
            exercise.id,
            *(_credit(exercise, region) for region in TARGETS),
            _needs(exercise),
        )
    return table


def _credit(exercise: Exercise, region: Region) -> str:
    credit = catalogue().variant(exercise.id).credits.get(region)
    return number(credit) if credit else "·"


def _needs(exercise: Exercise) -> str:
    alternatives = (
        " + ".join(n.replace("_", " ") for n in s.needs) or "nothing" for s in exercise.setups
    )
    return " / ".join(dict.fromkeys(alternatives))


def explain(
    variant: Annotated[
        str, typer.Argument(help="An exercise or variant, as hip_thrust+knee_band.")
    ],
    as_json: AsJson = False,
) -> None:
    """Show what an exercise trains, how to do it, and what has been measured about it."""
    chosen = catalogue().meant(variant)
    related = claims_about(chosen)
    rows = measurements(chosen.exercise.id)
    if as_json:
        print_json(explanation_document(chosen, related, rows))
        return
    console.print(Text(chosen.name, style="bold"), Text(f"  {chosen.id}", style="quiet"), sep="")
    console.print(chosen.exercise.summary)
    _print_regions(chosen)
    _print_cues(chosen)
    _print_claims(related)
    _print_measurements(rows)
    console.print(
        "\nMuscle activity in a recording is not growth; it says who works, not who grows.",
        style="quiet",
    )


def explanation_document(
    variant: Variant, related: tuple[Claim, ...], rows: tuple[Measurement, ...]
) -> dict[str, Any]:
    """The JSON answer of `explain`."""
    exercise, settled_by = variant.exercise, settled_by_atlas(variant)
    return {
        "schema": "ilium.explanation/1",
        "variant": variant.id,
        "name": variant.name,
        "summary": exercise.summary,
        "regions": {
            region: {
                **_as_dict(credit),
                "from": "simulation" if credit.basis is Basis.SIMULATED else "catalogue",
                "why": sentence(settled_by[region].why) if settled_by else None,
            }
            for region, credit in variant.grounds.items()
        },
        "atlas": simulated(variant),
        "cues": exercise.cues,
        "modifiers": [
            {"id": m.id, "name": m.name, "cue": m.cue, "applied": m in variant.modifiers}
            for m in exercise.modifiers
        ],
        "cautions": exercise.cautions,
        "easier": exercise.easier,
        "harder": exercise.harder,
        "claims": [
            {**_as_dict(c), "citations": [studies()[s].citation for s in c.studies]}
            for c in related
        ],
        "measurements": rows,
    }


def _as_dict(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def _heading(text: str) -> None:
    console.print(f"\n[bold]{text}[/bold]")


def _indented(text: str | Text, indent: int = 2) -> None:
    console.print(Padding(text, (0, 0, 0, indent)))


def _print_regions(variant: Variant) -> None:
    _heading("Counts for")
    found, settled_by = simulated(variant), settled_by_atlas(variant)
    for region, credit in variant.grounds.items():
        line = region_text(region, 26)
        line.append(f"{number(credit.credit):>4}  ", style="bold")
        line.append(f"{credit.basis:<10}", style="quiet")
        if found is not None and (figures := found.regions.get(region)):
            line.append(f"simulated {with_band(figures.mean, figures.mean_band)} %")
        _indented(line)
        _indented(Text(credit.source, style="quiet"), 4)
        if settled_by and region in TARGETS and credit.basis is Basis.REASONED:
            _indented(Text(sentence(settled_by[region].why), style="quiet"), 4)

    if found is not None and not found.valid:
        _indented(Text(f"No simulated figures: {problem_text(found)}", style="quiet"))
    elif found is not None:
        _indented(
            Text(
                f"Simulated: mean activation over a repetition; load: {load_text(found)}.",
                style="quiet",
            )
        )


def _print_cues(variant: Variant) -> None:
    cues = variant.exercise.cues
    for title, lines in (("Set up", cues.setup), ("Do", cues.execution)):
        _heading(title)
        for line in lines:
            bullet(line)
    for modifier in variant.modifiers:
        bullet(modifier.cue)
    _heading("Watch for")
    for fault in cues.faults:
        bullet(f"{fault.fault} {fault.fix}")
    for caution in variant.exercise.cautions:
        place = caution.limit.value.replace("_", " ")
        bullet(Text(f"{place}: {caution.text}", style="warning"), mark="!")
    others = [m for m in variant.exercise.modifiers if m not in variant.modifiers]
    if others:
        _heading("Can be changed with")
        for modifier in others:
            bullet(
                Text.assemble((f"+{modifier.id}", "bold"), f" {modifier.cue}"),
            )


def _print_claims(related: tuple[Claim, ...]) -> None:
    if not related:
        return
    _heading("What is claimed, and what was measured")
    for claim in related:
        verdict = claim.verdict.value.replace("_", " ")
        bullet(Text.assemble((f"{verdict}: ", "bold"), claim.guide), VERDICT_MARKS[claim.verdict])
        _indented(f"{claim.measured}", 4)
        if claim.studies:
            cited = "; ".join(studies()[study].citation for study in claim.studies)
            _indented(Text(cited, style="quiet"), 4)


def _print_measurements(rows: tuple[Measurement, ...]) -> None:
    if not rows:
        return
    _heading("Measured")
    table = Table.grid(padding=(0, 2, 0, 0))
    for wrapping in (True, False, True, False):
        table.add_column(no_wrap=not wrapping)
    for row in rows[:MEASUREMENTS_SHOWN]:
        what = " ".join(filter(None, (row.segment, row.muscle)))
        how = ", ".join(filter(None, (row.conditions, row.statistic, row.load)))
        mark = "" if row.status is Status.MEASURED else " *"
        table.add_row(what, f"{row.figure}{mark}", how, studies()[row.study].citation)
    console.print(Padding(table, (0, 0, 0, 2)))
    _indented(Text("* reported by others, not read in the study itself", style="quiet"))
    if len(rows) > MEASUREMENTS_SHOWN:
        more = len(rows) - MEASUREMENTS_SHOWN
        _indented(Text(f"and {more} more: ilium explain … --json", style="quiet"))
