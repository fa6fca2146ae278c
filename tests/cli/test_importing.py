"""`ilium import`, `imports` and `export --format`, as a person or a script uses them."""

import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pexpect
import pytest
from running import environment
from strong_files import hip_thrusts, many_names, strong

from ilium.cli import import_sources
from ilium.cli.import_sources import given
from ilium.cli.import_view import show_proposal
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import Problem, Source
from ilium.interchange.incoming import NameUse, Proposal
from ilium.interchange.names import Certainty, NameMatch

Answer = Callable[..., Any]
Ilium = Callable[..., subprocess.CompletedProcess[str]]

TODAY = datetime.now(UTC).date()
FILES = Path(__file__).parents[1] / "interchange/foreign_files"


@pytest.fixture
def history(tmp_path: Path) -> str:
    """Six weeks of hip thrusts in Strong, the last of them three days ago."""
    return kept(tmp_path, hip_thrusts(TODAY - timedelta(days=3)))


def kept(folder: Path, data: bytes, name: str = "strong.csv") -> str:
    file = folder / name
    file.write_bytes(data)
    return str(file)


def refused(done: subprocess.CompletedProcess[str], *said: str) -> None:
    """Exit status 2, one sentence on standard error."""
    assert done.returncode == 2, done
    assert done.stderr.count("\n") == 1, done.stderr
    for words in said:
        assert words in done.stderr


def nothing_kept(answer: Answer) -> bool:
    return not answer("history", "--days", "36500")["sets"] and not answer("imports")["imports"]


def test_a_dry_run_shows_all_and_writes_nothing(ilium: Ilium, answer: Answer, history: str) -> None:
    done = ilium("import", history, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "Strong, " in done.stdout
    assert "6 sessions, 36 sets for the upper glutes and 12 of other training" in done.stdout
    assert re.search(r"Hip Thrust \(Barbell\) +Hip thrust, barbell +known +18", done.stdout)
    assert re.search(r"Bench Press \(Barbell\) +other training +known +6", done.stdout)
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert nothing_kept(answer)


def test_a_dry_run_as_json(answer: Answer, history: str) -> None:
    found = answer("import", history, "--dry-run")
    assert (found["schema"], found["source"], found["faults"]) == ("ilium.proposal/1", "strong", 0)
    assert found["tally"] == {"sessions": 6, "sets": 36, "others": 12, "here": 0, "differing": 0}
    (thrust,) = [one for one in found["names"] if one["match"]["name"] == "Hip Thrust (Barbell)"]
    assert thrust["match"]["choice"] == {"variant": "hip_thrust", "load": "barbell"}


def test_the_same_file_twice_adds_nothing_and_undo_takes_it_back(
    ilium: Ilium, answer: Answer, history: str
) -> None:
    first = answer("import", history, "--yes")
    assert (first["schema"], first["tally"]["sets"]) == ("ilium.imported/2", 36)
    again = answer("import", history, "--yes")
    assert (again["intake"], again["tally"]["here"]) == (None, 48)
    assert "was here already" in ilium("import", history, "--yes").stdout
    (record,) = answer("imports")["imports"]
    assert (record["id"], record["file_name"]) == (first["intake"], "strong.csv")
    assert record["id"][:4] in ilium("imports").stdout
    refused(ilium("imports", "undo", "zzzz"), "No import begins with 'zzzz'")
    undone = ilium("imports", "undo", record["id"][:4])
    assert undone.returncode == 0, undone.stderr
    assert "Taken back: 6 sessions, 36 sets" in undone.stdout
    assert nothing_kept(answer)
    refused(ilium("imports", "undo"), "no import to take back")


def test_without_an_answer_nothing_is_taken_in(ilium: Ilium, answer: Answer, history: str) -> None:
    refused(ilium("import", history), "--yes")
    assert "Nothing was taken in." in ilium("import", history, typed="n\n").stdout
    assert nothing_kept(answer)
    assert "Took in 6 sessions" in ilium("import", history, typed="y\n").stdout
    refused(ilium("imports", "undo"), "--yes")
    assert "Nothing was taken back." in ilium("imports", "undo", typed="n\n").stdout
    assert "Taken back: 6 sessions" in ilium("imports", "undo", "--yes").stdout


def test_the_unit_is_asked_for_where_the_file_has_none(
    ilium: Ilium, answer: Answer, tmp_path: Path
) -> None:
    file = kept(tmp_path, hip_thrusts(TODAY, sessions=1, unit=""))
    refused(ilium("import", file, "--yes"), "--unit kg or --unit lb")
    assert nothing_kept(answer)
    answer("import", file, "--yes", "--unit", "lb")
    loads = {one["load"]["kilograms"] for one in answer("history")["sets"]}
    assert "40.823" in loads  # 90 lb


def test_faults_have_their_lines_and_nothing_is_written(
    ilium: Ilium, answer: Answer, tmp_path: Path
) -> None:
    days = [(TODAY, [("Hip Thrust (Barbell)", 80, 8, ""), ("Hip Thrust (Barbell)", "x", 8, "")])]
    file = kept(tmp_path, strong(days))
    done = ilium("import", file, "--yes")
    refused(done, "1 line is at fault", "Line 3", "--skip-bad")
    assert "line 3: " in done.stdout
    refused(ilium("import", file, "--dry-run"), "1 line is at fault")
    assert nothing_kept(answer)
    taken = answer("import", file, "--yes", "--skip-bad")
    assert (taken["tally"]["sets"], taken["skipped"]) == (1, 1)


def test_sets_with_no_reps_are_said_to_be_left_out(
    ilium: Ilium, answer: Answer, tmp_path: Path
) -> None:
    rows = [("Hip Thrust (Barbell)", 80, reps, "") for reps in (8, 0, 0)]
    file = kept(tmp_path, strong([(TODAY, rows)]))
    assert "2 sets with 0 reps are left out." in ilium("import", file, "--dry-run").stdout
    assert answer("import", file, "--dry-run")["undone"] == 2
    assert answer("import", file, "--yes")["tally"]["sets"] == 1


def test_names_are_decided_by_options_and_remembered(
    ilium: Ilium, answer: Answer, tmp_path: Path
) -> None:
    names = ["Zzyzx Wobbler", "Qwfp=Gadget", "Hip Thrust (Barbell)"]
    file = kept(tmp_path, many_names(names, TODAY))
    refused(ilium("import", file, "--yes"), "Zzyzx Wobbler", "--name", "--unclear-other")
    assert nothing_kept(answer)
    said = ("--name", "Zzyzx Wobbler=hip_thrust+knee_band:barbell", "--name", "Qwfp=Gadget=other")
    assert answer("import", file, "--yes", *said)["tally"]["sets"] == 2
    variants = {one["variant"] for one in answer("history")["sets"]}
    assert variants == {"hip_thrust", "hip_thrust+knee_band"}
    later = kept(tmp_path, many_names(names, TODAY - timedelta(days=1)), "later.csv")
    assert answer("import", later, "--yes")["tally"]["sets"] == 2


def test_what_stays_unclear_can_be_other_training_or_left_out(
    ilium: Ilium, answer: Answer, tmp_path: Path
) -> None:
    file = kept(tmp_path, many_names(["Zzyzx Wobbler", "Hip Thrust (Barbell)"], TODAY))
    left_out = answer("import", file, "--dry-run", "--skip-bad")
    assert (left_out["tally"]["sets"], left_out["tally"]["others"]) == (1, 0)
    assert answer("import", file, "--yes", "--unclear-other")["tally"]["others"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name a file"),
        (("{file}", "--name", "no equals sign"), "Butt lift"),
        (("{file}", "--name", "Curl=hip_trust"), "--name 'Curl'"),
        (("{file}", "--name", "Curl=hip_thrust:feathers"), "kind of load"),
        (("{file}", "--json"), "--yes"),
        (("{file}", "--from-wger", "https://wger.example"), "not both"),
        (("--from-wger", "https://wger.example"), "--token-file"),
        (("--from-wger", "https://wger.example", "--token-file", "/dev/null"), "no token"),
        (("--from-wger", "http://wger.example", "--token-file", "{token}"), "https"),
        (("{file}", "--token-file", "{token}"), "--from-wger"),
        (("{nothing}", "--yes"), "."),
        (("{folder}", "--yes"), "cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(
    ilium: Ilium, answer: Answer, history: str, tmp_path: Path, arguments: Any, said: str
) -> None:
    (tmp_path / "token").write_text("abc123\n")
    (tmp_path / "nothing.csv").write_bytes(b"\x00\x01\x02")
    paths = {
        "file": history, "token": tmp_path / "token", "folder": tmp_path,
        "nothing": tmp_path / "nothing.csv",
    }  # fmt: skip
    refused(ilium("import", *(one.format(**paths) for one in arguments)), said)
    assert nothing_kept(answer)


def test_text_of_the_file_steers_no_terminal(ilium: Ilium, tmp_path: Path) -> None:
    name = "Evil\x1b[31m\x1b]0;owned\x07\u202e Thrust"
    file = kept(tmp_path, many_names([name, "[bold]Hip[/bold] thing"], TODAY))
    for arguments in (("--dry-run",), ("--yes",), ("--yes", "--unclear-other")):
        done = ilium("import", file, *arguments)
        assert not re.search("[\x1b\x07\u202e]", done.stdout + done.stderr)
    assert "[bold]Hip[/bold] thing" in ilium("import", file, "--dry-run").stdout


def test_a_name_that_readers_let_pass_steers_none_either(
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = "Evil\x1b[31m\x07\u202e Thrust"
    match = NameMatch(name=name, certainty=Certainty.UNCLEAR, choice=None, confidence=0.0)
    fault = Problem(line=2, sentence=f"{name} is no number.")
    use = NameUse(match=match, sets=1, last=TODAY)
    show_proposal(
        Proposal(source=Source.STRONG, first=TODAY, last=TODAY, names=(use,), problems=(fault,),
                 faults=1)
    )  # fmt: skip
    said = capsys.readouterr().out
    assert said.count("Evil?[31m") == 2
    assert not re.search("[\x1b\x07\u202e]", said)


@pytest.mark.parametrize("file", sorted(FILES.glob("*.csv")), ids=lambda file: file.stem)
def test_every_shape_comes_in(answer: Answer, file: Path) -> None:
    unit = ("--unit", "kg") if file.stem in ("strong_a", "strong_german", "fitnotes") else ()
    taken = answer("import", str(file), "--yes", "--unclear-other", *unit)
    assert taken["tally"]["sets"] > 0
    assert taken["skipped"] == 0


def test_names_of_wger_come_from_a_second_file(answer: Answer) -> None:
    log, names = str(FILES / "wger_log.json"), str(FILES / "wger_names.json")
    bare = answer("import", log, "--dry-run", "--skip-bad")
    named = answer("import", log, "--dry-run", "--skip-bad", "--names", names)
    assert all(one["match"]["name"].startswith("wger exercise") for one in bare["names"])
    assert any(one["match"]["name"].startswith("Hip") for one in named["names"])


class Wger(BaseHTTPRequestHandler):
    """A wger server with the log of the test files."""

    token = "5ecre7"

    def do_GET(self) -> None:
        """Answer a page."""
        if self.headers.get("Authorization") != f"Token {self.token}":
            self.send_error(401)
            return
        which = "wger_log" if "workoutlog" in self.path else "wger_names"
        content = (FILES / f"{which}.json").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def wger() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Wger)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_wger_server_is_read_with_a_token_from_a_file(
    ilium: Ilium, answer: Answer, tmp_path: Path, wger: str
) -> None:
    token = tmp_path / "token"
    token.write_text("wrong\n")
    wrong = ilium("import", "--from-wger", wger, "--token-file", str(token), "--yes")
    refused(wrong, "token")
    token.write_text(f"{Wger.token}\n")
    said = ("--from-wger", wger, "--token-file", str(token), "--skip-bad")
    found = answer("import", *said, "--dry-run")
    assert any(one["match"]["name"].startswith("Hip") for one in found["names"])
    piped = ilium(
        "import", "--from-wger", wger, "--token-file", "-", "--yes", "--skip-bad",
        typed=f"{Wger.token}\n",
    )  # fmt: skip
    assert piped.returncode == 0, piped.stderr
    assert "Took in" in piped.stdout


def test_the_own_export_goes_the_same_way(ilium: Ilium, answer: Answer, tmp_path: Path) -> None:
    answer("log", "hip_thrust", "--reps", "8", "--load", "60")
    file = tmp_path / "export.json"
    assert ilium("export", str(file)).returncode == 0
    assert answer("import", str(file), "--yes")["tally"]["here"] == 1
    (tmp_path / "ilium").rename(tmp_path / "lost")
    assert answer("import", str(file), "--dry-run")["tally"]["sets"] == 1
    assert answer("history")["sets"] == []
    assert answer("import", str(file), "--yes")["tally"]["sets"] == 1
    assert answer("imports")["imports"][0]["source"] == "ilium"


@pytest.mark.parametrize("form", ["strong", "hevy"])
def test_what_goes_out_as_a_table_comes_in_again(
    ilium: Ilium, answer: Answer, history: str, tmp_path: Path, form: str
) -> None:
    answer("import", history, "--yes")
    answer("log", "single_leg_rdl", "--side", "left", "--reps", "8", "--load", "12")
    before = answer("history", "--days", "365")["sets"]
    table = tmp_path / f"out-{form}.csv"
    done = ilium("export", "--format", form, str(table))
    assert done.returncode == 0, done.stderr
    assert ilium("export", "--format", form).stdout == table.read_text()
    assert len(table.read_text().splitlines()) == 1 + 48 + 1
    (tmp_path / "ilium").rename(tmp_path / "lost")
    assert answer("import", str(table), "--yes")["tally"]["others"] == 12
    after = answer("history", "--days", "365")["sets"]
    fields = ("variant", "side", "load", "reps", "rir", "note")
    assert sorted(map(str, ([one.get(f) for f in fields] for one in after))) == sorted(
        map(str, ([one.get(f) for f in fields] for one in before))
    )


def test_the_schema_of_the_export_is_written(ilium: Ilium) -> None:
    document = json.loads(ilium("export", "--schema").stdout)
    assert document["$schema"].startswith("https://json-schema.org/")


def terminal(home: Path, *arguments: str) -> "pexpect.spawn[str]":
    """`ilium` at a terminal of 80 columns."""
    return pexpect.spawn(
        sys.executable,
        ["-c", "from ilium.cli.app import main; main()", *arguments],
        env={**environment(home), "TERM": "xterm-256color"},
        dimensions=(60, 80),
        encoding="utf-8",
        timeout=60,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


PROMPT = r"\](\x1b\[[0-9;]*m)*: "


def test_at_a_terminal_unit_and_names_are_asked_for(answer: Answer, tmp_path: Path) -> None:
    day = [("Hip Thrust (Barbell)", 80, 8, ""), ("Zzyzx Wobbler", 20, 10, ""),
           ("Qwfp Gadget", 20, 10, ""), ("Kjhg Device", 20, 10, "")]  # fmt: skip
    file = kept(tmp_path, strong([(TODAY, day)], unit=""))
    screen = terminal(tmp_path, "import", file)
    screen.expect("kilograms or pounds")
    screen.sendline("kg")
    screen.expect("3 names to decide")
    screen.expect_exact("leave the file out")
    screen.sendline("no such exercise")
    screen.expect("No exercise")
    screen.sendline("hip_thrust+knee_band:barbell")
    screen.expect_exact("leave the file out")
    screen.sendline("all")
    screen.expect_exact("2 sets for the upper glutes and 2 of other training")
    screen.expect(r"Take it in\?")
    screen.sendline("y")
    screen.expect_exact("Took in 1 session")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0
    assert len(answer("history")["sets"]) == 2


def test_at_a_terminal_the_file_can_be_left_out(answer: Answer, tmp_path: Path) -> None:
    screen = terminal(tmp_path, "import", kept(tmp_path, many_names(["Zzyzx Wobbler"], TODAY)))
    screen.expect_exact("leave the file out")
    screen.sendline("quit")
    screen.expect_exact("Nothing was taken in.")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 2
    assert nothing_kept(answer)


def test_from_the_file_to_the_first_loads(ilium: Ilium, answer: Answer, history: str) -> None:
    """What Strong knew decides what the first session starts from, and the reason says so."""
    answer("import", history, "--yes")
    plan = ("--days", "2", "--equipment", "all", "--insist", "hip_thrust", "--adopt")
    assert ilium("plan", *plan).returncode == 0
    items = [item for block in answer("today")["blocks"] for item in block["items"]]
    (thrust,) = [item for item in items if item["variant"] == "hip_thrust"]
    working = [one["load"]["kilograms"] for one in thrust["sets"] if one["kind"] == "working"]
    assert all(80 <= float(kilograms) <= 97.5 for kilograms in working), working
    assert "Strong" in thrust["reasons"][0]["text"]


def test_files_are_read_or_said_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "strong.csv"
    with pytest.raises(InvalidDocument, match=r"strong.csv cannot be read: no such file"):
        given(file, None, None, None)
    with pytest.raises(InvalidDocument, match="cannot be read: is a directory"):
        given(tmp_path, None, None, None)
    file.write_bytes(b"eleven byte")
    assert given(file, None, None, None).data == b"eleven byte"
    monkeypatch.setattr(import_sources, "LARGEST", 10)
    with pytest.raises(InvalidDocument, match="is larger than"):
        given(file, None, None, None)
