"""The command line as a person or a script uses it: the real command, a real database."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Answer = Callable[..., Any]
Ilium = Callable[..., subprocess.CompletedProcess[str]]


EXAMPLE = (
    *("plan", "--days", "2", "--minutes", "60", "--level", "intermediate", "--weeks", "6"),
    *("--equipment", "barbell,bench,cable,bands", "--limit", "low_back"),
)


def test_a_plan_in_the_documented_shape(answer: Answer) -> None:
    plan = answer(*EXAMPLE)
    assert (plan["schema"], plan["status"]) == ("ilium.programme/1", "optimal")
    assert [week["week"] for week in plan["weeks"]] == [1, 2, 3, 4, 5, 6]
    assert [week["deload"] for week in plan["weeks"]] == [False] * 5 + [True]
    for week in plan["weeks"]:
        assert [session["day"] for session in week["sessions"]] == [1, 2]
        for session in week["sessions"]:
            assert session["minutes"] <= 60
            roles = [block["role"] for block in session["blocks"]]
            assert roles == ["activation", "heavy", "isolation"]
            for item in (item for block in session["blocks"] for item in block["items"]):
                assert set(item) >= {
                    *("exercise", "modifiers", "sets", "rir", "tempo", "rest_s", "sides", "why")
                }
                assert ("reps" in item) != ("seconds" in item)
    assert set(plan["weekly_sets"]) >= {
        *("gluteus_medius", "gluteus_minimus", "gluteus_maximus_superior")
    }


def test_planning_alone_changes_nothing(ilium: Ilium, answer: Answer) -> None:
    answer(*EXAMPLE)
    assert ilium("today").returncode == 1
    assert "ilium start" in ilium("today").stdout


def test_what_cannot_be_planned_exits_3_with_the_conflict_and_the_nearest_plan(
    ilium: Ilium,
) -> None:
    done = ilium("plan", "--days", "1", "--minutes", "20", "--equipment", "none", "--json")
    assert done.returncode == 3
    said = json.loads(done.stdout)
    assert said["status"] == "infeasible"
    assert said["conflicts"]
    assert said["nearest"]["weeks"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan", "--days", "9"), "days is 1 to 4, not 9"),
        (("plan", "--days", "two"), "--days"),
        (("plan", "--level", "expert"), "expert"),
        (("plan", "--equipment", "barbel"), "did you mean barbell"),
        (("plan", "--nonsense"), "--nonsense"),
        (("explain", "hip_trust"), "hip thrust"),
        (("history", "hip_thrst"), "Did you mean hip thrust"),
        (("history", "hip_thrust+nonsense"), "nonsense"),
        (("history", "--before", "x"), "--before goes with --sessions"),
        (("history", "hip_thrust", "--sessions", "3"), "--sessions shows whole sessions"),
        (("explain", "hip_thrust+wings"), "wings"),
        (("log", "hip_thrust", "--load", "60"), "--reps"),
        (("log", "hip_thrust", "--reps", "10"), "--load"),
        (("log", "hip_thrust", "--reps", "1000", "--load", "60"), "reps are 0 to 200"),
        (("log", "hip_thrust", "--reps", "5", "--load", "9999"), "not a weight"),
        (("log", "clamshell", "--reps", "15"), "--side"),
        (("log", "hip_thrust", "--reps", "5", "--load", "60", "--at", "2999-01-01"), "future"),
        (("log", "hip_thrust", "--reps", "5", "--load", "60", "--at", "0026-11-20"), "the year"),
        (("log", "hip_thrust", "--reps", "5", "--load", "60", "--at", "0001-01-01"), "the year"),
        (("log", "hip_thrust", "--reps", "5", "--load", "60", "--at", "20 Nov"), "not a time"),
        (("measure", "--waist", "70", "--on", "0026-11-20"), "0026-11-20 is no day of measuring"),
        (("log", "--remove", "1234"), "not the id of a set"),
        (("import", "missing.json"), "missing.json"),
        (("progress", "--weeks", "0"), "--weeks"),
        (("flyy",), "flyy"),
    ],
)
def test_bad_input_is_one_sentence_exit_2_and_nothing_written(
    ilium: Ilium, answer: Answer, arguments: tuple[str, ...], said: str
) -> None:
    done = ilium(*arguments)
    assert done.returncode == 2, done
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert answer("history", "--days", "36500")["sets"] == []


def test_start_without_a_terminal_takes_the_defaults_and_prints_the_plan(ilium: Ilium) -> None:
    first = ilium("start")
    assert first.returncode == 0, first.stderr
    assert "Your programme: 6 weeks" in first.stdout
    assert max(map(len, first.stdout.splitlines())) <= 80
    assert ilium("start").stdout == first.stdout
    assert "Hip thrust" in ilium("today").stdout


def _train(ilium: Ilium, reserve: int) -> str:
    """Go through a session, every set at its top with that much left; what was said."""
    typed = f"10 {reserve}\n" * 200
    done = ilium("session", "--no-rests", typed=typed)
    assert done.returncode == 0, done.stderr
    assert "Session done" in done.stdout
    return done.stdout


def _loads(today: Any) -> dict[str, list[Any]]:
    return {
        item["variant"]: [s["load"] for s in item["sets"] if s["kind"] == "working"]
        for block in today["blocks"]
        for item in block["items"]
    }


def test_the_second_session_has_other_loads_and_says_why(ilium: Ilium, answer: Answer) -> None:
    assert ilium("plan", "--days", "1", "--equipment", "all", "--adopt").returncode == 0
    before = answer("today")
    _train(ilium, reserve=5)
    after = answer("today")
    assert (after["week"], after["day"]) == (2, 1)
    moved = {
        name
        for name, loads in _loads(after).items()
        if loads[0].get("kilograms") and loads != _loads(before)[name]
    }
    assert moved, "ten reps with five left move no load"
    reasons = {
        item["variant"]: item["reasons"][0]["text"]
        for block in after["blocks"]
        for item in block["items"]
    }
    assert all(reasons[name] for name in moved)


def test_a_session_goes_on_where_it_stopped(ilium: Ilium, answer: Answer) -> None:
    def total(region: dict) -> float:
        return region["sets"] + region["coming"]

    ilium("plan", "--adopt")
    ilium("session", "--no-rests", typed="quit\n")  # from now on it counts, whatever day it is
    whole_week = [total(region) for region in answer("progress")["this_week"]]
    assert any(whole_week)
    ilium("session", "--no-rests", typed="15 3\n15 3\nquit\n")
    today = answer("today")
    assert (today["status"], today["sets_done"]) == ("under_way", 2)
    assert [total(region) for region in answer("progress")["this_week"]] == whole_week
    said = ilium("session", "--no-rests", typed="quit\n").stdout
    assert "Going on: 2 sets done." in said
    assert ilium("session", "--finish").returncode == 0
    assert answer("today")["status"] != "under_way"


def test_what_was_left_out_can_be_taken_back(ilium: Ilium) -> None:
    ilium("plan", "--adopt")
    typed = "skip\nback\nback\nquit\n"
    said = ilium("session", "--no-rests", typed=typed).stdout
    left_out = said.index("Left out for today")
    assert "Taken back." in said[left_out:]
    assert "There is no swap or skip to take back." in said[left_out:]


def test_pain_elsewhere_ends_the_exercise_and_offers_nothing(ilium: Ilium, answer: Answer) -> None:
    ilium("plan", "--adopt")
    hurting = answer("today")["blocks"][0]["items"][0]
    said = ilium("session", "--no-rests", typed="pain\n5\nquit\n").stdout
    assert "5  somewhere else" in said
    assert "Ilium cannot judge this pain. See a doctor or physiotherapist." in said
    assert "The rest of it is left out for today." in said
    assert "In its place" not in said
    (kept,) = answer("history")["sets"]
    assert (kept["variant"], kept["pain"]) == (hurting["variant"], "elsewhere")
    listed = ilium("session", "--no-rests", typed="pain\n1\n\nquit\n").stdout
    assert "In its place" in listed


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("pain\nKnee\n", "knee"),
        ("pain\n back \n", "low_back"),
        ("pain\nfront_of_hip\n", "front_of_hip"),
        ("pain\nmy left knee\n", "knee"),
        ("pain\n9\n10 2\nhip\nside\n", "side_of_hip"),
        ("pain knee\n", "knee"),
        ("PAIN  1\n", "low_back"),
        ("pain hip\n3\n", "front_of_hip"),
    ],
)
def test_a_pain_is_noted_however_its_place_is_said(
    ilium: Ilium, answer: Answer, typed: str, place: str
) -> None:
    ilium("plan", "--adopt")
    said = ilium("session", "--no-rests", typed=f"{typed}\nquit\n").stdout
    assert "Noted: " in said
    assert "Nothing noted." not in said
    (kept,) = answer("history")["sets"]
    assert (kept["pain"], kept["reps"]) == (place, 0)


def test_what_no_place_has_is_asked_for_again_and_enter_cancels(
    ilium: Ilium, answer: Answer
) -> None:
    ilium("plan", "--adopt")
    said = ilium("session", "--no-rests", typed="pain\nhip\n9\n\nquit\n").stdout
    assert "'hip' could be front of the hip, side of the hip." in said
    assert "'9' is none of these. Type a number from 1 to 5 or a name" in said
    assert "Nothing noted." in said
    assert answer("history")["sets"] == []


def test_a_swap_takes_a_name_and_asks_again(ilium: Ilium, answer: Answer) -> None:
    ilium("plan", "--equipment", "all", "--adopt")
    said = ilium("session", "--no-rests", typed="swap\nxx\n\nquit\n").stdout
    assert "'xx' is none of these." in said
    name = said.partition("In its place")[2].partition("1  ")[2].partition("\n")[0]
    before = answer("today")["blocks"][0]["items"][0]["name"]
    ilium("session", "--no-rests", typed=f"swap\n{name.upper()}\nquit\n")
    assert answer("today")["blocks"][0]["items"][0]["name"] == name != before


def test_a_session_without_a_set_is_not_done(ilium: Ilium, answer: Answer) -> None:
    ilium("plan", "--days", "2", "--adopt")
    first = answer("today")
    skipped = "skip\n" * sum(len(block["items"]) for block in first["blocks"])
    for typed in ("quit\n", "10 2\nundo\nquit\n", skipped):
        ilium("session", "--no-rests", typed=typed)
        if typed != skipped:
            assert answer("today")["status"] == "under_way"
            assert "Nothing was done; Monday stays next." in ilium("session", "--finish").stdout
        assert answer("today") == first
        assert answer("progress")["adherence"]["done"] == 0
    hurt = ilium("session", "--no-rests", typed="pain knee\n\nquit\n").stdout
    assert first["blocks"][0]["items"][0]["name"] in hurt, "what was left out comes again"
    assert "Session done" in ilium("session", "--finish").stdout
    assert answer("today")["day"] == 2
    assert answer("progress")["adherence"]["done"] == 1


def test_nobody_to_answer_begins_no_session(ilium: Ilium, answer: Answer) -> None:
    ilium("plan", "--adopt")
    done = ilium("session", typed="")
    assert done.returncode == 2
    assert "nobody is here to answer" in done.stderr
    assert answer("today")["status"] != "under_way"
    assert answer("history", "--sessions", "5")["sessions"] == []


def test_history_knows_an_exercise_by_its_name(answer: Answer) -> None:
    values = ("--reps", "8", "--load", "60")
    kept = answer("log", "hip_thrust+knee_band", *values)
    for asked in ("hip_thrust", "hip thrust", "Barbell hip thrust", kept["variant"]):
        (found,) = answer("history", asked)["sets"]
        assert found["id"] == kept["id"]
    assert answer("history", "clamshell")["sets"] == []


@pytest.mark.parametrize("columns", [40, 50, 64, 80, 200])
def test_no_width_of_the_terminal_hides_a_name(ilium: Ilium, answer: Answer, columns: int) -> None:
    ilium("plan", "--days", "3", "--equipment", "all", "--adopt")
    values = ("--reps", "8", "--load", "10", "--side", "left")
    answer("log", "rear_foot_elevated_split_squat", *values)
    for command in (("plan",), ("plan", "--why"), ("exercises",), ("records",), ("progress",)):
        shown = ilium(*command, columns=columns).stdout
        assert "…" not in shown, command
        widest = max(map(len, shown.splitlines()))
        assert widest <= columns, command
    shown = ilium("plan", columns=columns).stdout
    tabulated = shown.partition("Sets a week")[0]
    assert max(map(len, tabulated.splitlines())) <= 80
    words = set(shown.split())
    for block in answer("today")["blocks"]:
        for item in block["items"]:
            assert set(item["name"].split()) <= words


def test_the_copy_beside_the_database_is_never_stale(ilium: Ilium, answer: Answer) -> None:
    ilium("plan", "--equipment", "all", "--days", "1", "--adopt")
    for _ in range(3):
        quick = answer("today")
        assert answer("today") == quick
        _train(ilium, reserve=4)
        after = answer("today")
        assert (after["week"], _loads(after)) != (quick["week"], _loads(quick))
    ilium("athlete", "--unit", "lb")
    assert "lb" in ilium("today").stdout


def test_a_set_can_be_logged_corrected_and_removed(ilium: Ilium, answer: Answer) -> None:
    kept = answer("log", "single_leg_rdl", "--side", "left", "--reps", "8", "--load", "12")
    assert ilium("log", "--correct", kept["id"], "--reps", "9", "--rir", "2").returncode == 0
    (known,) = answer("history")["sets"]
    assert (known["reps"], known["rir"], known["load"]["kilograms"]) == (9, 2, "12")
    assert ilium("log", "--remove", kept["id"]).returncode == 0
    assert answer("history")["sets"] == []
    assert "9 × bodyweight + 12 kg" in ilium("log", "--restore", kept["id"]).stdout
    assert answer("history")["sets"] == [known]


def test_a_logged_set_belongs_to_the_block_it_is_planned_in(answer: Answer) -> None:
    plan = answer("plan", "--days", "1", "--equipment", "none", "--adopt")
    for block in plan["weeks"][0]["sessions"][0]["blocks"]:
        item = block["items"][0]
        variant = "+".join([item["exercise"], *item["modifiers"]])
        count = "--seconds" if "seconds" in item else "--reps"
        side = ("--side", "left") if item["sides"] == "each" else ()
        assert answer("log", variant, count, "15", *side)["role"] == block["role"]


def test_export_and_import_give_everything_back(
    ilium: Ilium, answer: Answer, tmp_path: Path
) -> None:
    ilium("plan", "--days", "1", "--adopt")
    _train(ilium, reserve=2)
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert ilium("export", str(first)).returncode == 0
    assert "exists already" in ilium("export", str(first)).stderr
    (tmp_path / "ilium").rename(tmp_path / "lost")
    assert answer("import", str(first), "--yes")["tally"]["sets"] > 0
    assert answer("import", str(first), "--yes")["tally"]["sets"] == 0
    ilium("export", str(second))
    assert first.read_bytes() == second.read_bytes()


def test_a_swap_lasts_and_keeps_the_place(ilium: Ilium, answer: Answer) -> None:
    ilium("plan", "--days", "1", "--equipment", "all", "--adopt")
    _train(ilium, reserve=2)
    heavy = next(b for b in answer("today")["blocks"] if b["role"] == "heavy")["items"][0]
    offers = answer("swap", heavy["exercise"])["days"][0]["substitutes"]
    assert offers
    assert heavy["exercise"] not in {offer["exercise"] for offer in offers}
    assert ilium("swap", heavy["exercise"], "--to", offers[0]["variant"]).returncode == 0
    today = answer("today")
    assert today["week"] == 2
    assert offers[0]["variant"] in _loads(today)
    wrong = ilium("swap", offers[0]["exercise"], "--to", "clamshell")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)


def test_progress_counts_and_draws(ilium: Ilium, answer: Answer, tmp_path: Path) -> None:
    ilium("plan", "--days", "1", "--equipment", "all", "--adopt")
    _train(ilium, reserve=2)
    found = answer("progress", "--weeks", "3")
    assert [week["sessions"] for week in found["weeks"]] == [0, 0, 1]
    planned = answer("plan")["weekly_sets"]
    assert found["weeks"][-1]["weekly_sets"]["gluteus_medius"] == planned["gluteus_medius"]
    assert found["adherence"]["done"] == 1
    assert found["strength"]
    picture = tmp_path / "progress.png"
    assert ilium("progress", "--plot", str(picture)).returncode == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert ilium("progress", "--plot", str(tmp_path / "x.pdf")).returncode == 2


def test_explain_shows_verdicts_and_never_sells_activity_as_growth(ilium: Ilium) -> None:
    said = " ".join(ilium("explain", "hip_thrust+knee_band").stdout.split())
    assert "not supported" in said
    assert "Muscle activity in a recording is not growth" in said


def test_exercises_in_the_documented_shape(answer: Answer) -> None:
    document = answer("exercises")
    assert document["schema"] == "ilium.exercises/1"
    found = document["exercises"]
    assert len(found) >= 32
    for one in found:
        assert set(one) >= {
            *("id", "name", "roles", "equipment", "laterality", "regions", "modifiers")
        }
        assert set(one["regions"].values()) <= {0, 0.5, 1}


def test_doctor_finds_nothing_wrong(answer: Answer) -> None:
    assert all(check["well"] for check in answer("doctor")["checks"])


def test_help_fits_the_terminal(ilium: Ilium) -> None:
    for command in ((), ("plan",), ("log",), ("session",), ("swap",), ("progress",)):
        said = ilium(*command, "--help").stdout
        assert said
        assert max(map(len, said.splitlines())) <= 80


def test_measurements_are_kept_listed_and_removed(ilium: Ilium, answer: Answer) -> None:
    kept = answer("measure", "--body-mass", "135lb", "--hip", "97,5")
    assert (kept["body_mass"], kept["hip"]) == ("61.235", "97.5")
    assert "body mass 61.235 kg, hip 97.5 cm" in ilium("measure").stdout
    assert ilium("measure", "--remove", kept["id"]).returncode == 0
    assert answer("measure") == {"schema": "ilium.measurements/1", "measurements": []}
    assert "body mass 61.235 kg, hip 97.5 cm" in ilium("measure", "--restore", kept["id"]).stdout
    (back,) = answer("measure")["measurements"]
    assert (back["body_mass"], back["hip"]) == ("61.235", "97.5")
    refused = ilium("measure", "--waist", "7")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "waist is 20 to 250 cm, not 7" in refused.stderr


def test_records_and_sessions_have_their_commands(ilium: Ilium, answer: Answer) -> None:
    for day, reps in (("01", "8"), ("04", "10")):
        ilium(
            *("log", "hip_thrust", "--reps", reps, "--rir", "2", "--load", "60"),
            *("--at", f"2026-10-{day}T18:00"),
        )
    said = ilium("records", "hip_thrust").stdout
    assert "10 × 60 kg" in said
    assert "10 reps with 60 kg; before 8." in said
    assert [record["kind"] for record in answer("records")["records"]] == ["count"]
    page = answer("history", "--sessions", "1")
    older = answer("history", "--sessions", "1", "--before", page["older"])
    assert older["older"] is None
    visits = (*page["sessions"], *older["sessions"])
    assert [visit["sets"][0]["reps"] for visit in visits] == [10, 8]
