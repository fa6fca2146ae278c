"""`ilium atlas` on a made-up atlas, and on none."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running import environment, run
from typer.testing import CliRunner, Result

import made_up_atlas
import made_up_runs
from ilium.anatomy import Region
from ilium.atlas import InvalidAtlas, NoAtlas, UnknownEntry, decoded, encoded, files
from ilium.atlas import atlas as shipped
from ilium.cli.app import app

EXTRA = ("mujoco", "myo_sim", "numba", "scipy")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with the made-up atlas."""
    file = tmp_path / "made_up.json.gz"
    file.write_bytes(encoded(made_up_atlas.atlas()))
    return file


def atlas(*arguments: str | Path) -> Result:
    """`ilium atlas …` in this process; errors come through."""
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(app, ["atlas", *words], catch_exceptions=False)


def without_extra(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The real command where the extra's packages are not installed."""
    hidden = f"import sys; sys.modules.update(dict.fromkeys({EXTRA!r}))"
    code = f"{hidden}; from ilium.cli.app import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=environment(home),
        timeout=120,
        check=False,
    )


def test_the_list_shows_exercises_the_highest_first(file: Path) -> None:
    said = atlas("show", "--atlas", file, "--all").stdout
    assert said.index("hip_thrust+knee_band") < said.index("hip_thrust ")
    assert "No figures clamshell: The posture does not balance." in " ".join(said.split())
    assert "single_leg_deadlift_trunk_60" not in said
    assert max(map(len, said.splitlines())) <= 80


def test_the_list_leaves_modifiers_out_unless_asked(file: Path) -> None:
    assert "knee_band" not in atlas("show", "--atlas", file).stdout
    assert "single_leg_deadlift_trunk_60" in atlas("show", "--atlas", file, "--studies").stdout


def test_one_variant_in_full(file: Path) -> None:
    said = atlas("show", "hip_thrust+knee_band", "--atlas", file).stdout
    assert "Hip thrust, band round the knees" in said
    assert "60 kg barbell, 3.5 s a repetition, right leg" in said
    assert "no load for you" in said
    assert "out and back" in said
    assert "30 (28-32)" in said
    assert "Lower back: 82 N m (70 to 101), by its extensors." in said
    assert "Activation says who works, not who grows." in said
    assert max(map(len, said.splitlines())) <= 80
    assert "…" not in said


def test_a_load_is_rounded_to_look_at_and_exact_in_json(tmp_path: Path) -> None:
    entry = made_up_atlas.entry(made_up_atlas.MEANS, load="44.59 kg stack", seconds=5.2)
    file = tmp_path / "one.json.gz"
    file.write_bytes(encoded(made_up_atlas.atlas(variants={"standing_abduction": entry})))
    said = atlas("show", "standing_abduction", "--atlas", file).stdout
    assert (
        "44.5 kg stack, 5.2 s a repetition, slowed from 4 s, right leg (the moving one)"
        in " ".join(said.split())
    )
    found = json.loads(atlas("show", "standing_abduction", "--json", "--atlas", file).stdout)
    assert found["variants"]["standing_abduction"]["load"] == "44.59 kg stack"


def test_every_muscle_of_one_variant(file: Path) -> None:
    said = atlas("show", "hip_thrust", "--muscles", "--atlas", file).stdout
    assert "gluteus medius anterior" in said
    assert "1.10" in said


def test_a_variant_without_figures_says_why(file: Path) -> None:
    said = atlas("show", "clamshell", "--atlas", file).stdout
    assert "No figures: The posture does not balance." in said
    assert "%" not in said


def test_a_studys_condition_is_called_by_its_sentence(file: Path) -> None:
    said = atlas("show", "single_leg_deadlift_trunk_60", "--atlas", file).stdout
    assert "A held single-leg deadlift, trunk 60 deg forward" in said


def test_json_is_the_documented_document(file: Path) -> None:
    whole = json.loads(atlas("show", "--json", "--atlas", file).stdout)
    assert whole["schema"] == "ilium.atlas/1"
    assert set(whole["variants"]) == set(made_up_atlas.atlas().variants)
    one = json.loads(atlas("show", "hip_thrust", "--json", "--atlas", file).stdout)
    assert list(one["variants"]) == ["hip_thrust"]
    thrust = one["variants"]["hip_thrust"]
    assert thrust["valid"] is True
    assert set(thrust["muscles"]["gluteus_medius_anterior"]) >= {"peak", "mean", "peak_force_n"}
    assert thrust["regions"]["gluteus_medius"]["mean_band"] == [0.1, 0.14]


def test_two_variants_beside_each_other(file: Path) -> None:
    said = atlas("compare", "hip_thrust", "hip_thrust+knee_band", "--atlas", file).stdout
    medius = next(line for line in said.splitlines() if "gluteus medius" in line)
    assert medius.rstrip().endswith("B higher")
    assert "2.50" in medius
    minimus = next(line for line in said.splitlines() if "gluteus minimus" in line)
    assert "higher" not in minimus
    assert max(map(len, said.splitlines())) <= 80
    rows = json.loads(
        atlas("compare", "hip_thrust", "hip_thrust+knee_band", "--json", "--atlas", file).stdout
    )
    assert rows["regions"][0]["ratio"] == 2.5


def test_a_comparison_says_what_was_lifted_and_with_which_leg(tmp_path: Path) -> None:
    entries = {
        "lateral_band_walk": made_up_atlas.entry(made_up_atlas.MEANS, load="medium band"),
        "hip_hike": made_up_atlas.entry(made_up_atlas.MEANS, load="17.26 kg dumbbell"),
        "leaning": made_up_atlas.entry(
            made_up_atlas.MEANS, study=True, description="Leaning.", load="bodyweight", limb="left"
        ),
    }
    file = tmp_path / "three.json.gz"
    file.write_bytes(encoded(made_up_atlas.atlas(variants=entries)))
    lines = atlas("compare", "lateral_band_walk", "hip_hike", "--atlas", file).stdout.splitlines()
    assert lines[1].strip() == "medium band, right leg (the moving one)"
    assert lines[3].strip() == "17.5 kg dumbbell, right leg (the standing one)"
    assert "no loads for you" in " ".join(" ".join(lines).split())
    plain = atlas("compare", "lateral_band_walk", "leaning", "--atlas", file).stdout
    assert "bodyweight, left leg" in plain
    assert "no loads for you" not in plain


def test_a_pictures_labels_say_what_was_lifted(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ilium.cli import activation_plots

    labels: list[str] = []
    monkeypatch.setattr(
        activation_plots, "draw_regions", lambda series, *_: labels.extend(s.label for s in series)
    )
    picture = tmp_path / "compared.png"
    atlas("compare", "hip_thrust", "hip_thrust+knee_band", "--atlas", file, "--plot", picture)
    assert all(label.endswith(": 60 kg barbell, right leg") for label in labels)
    assert len(labels) == 2


def test_a_comparison_as_a_picture(file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "compared.png"
    atlas("compare", "hip_thrust", "hip_thrust+knee_band", "--atlas", file, "--plot", picture)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_without_figures_there_is_nothing_to_compare(file: Path) -> None:
    with pytest.raises(ValueError, match=r"clamshell has no figures: The posture"):
        atlas("compare", "hip_thrust", "clamshell", "--atlas", file)


def test_bad_names_and_files_are_sentences(tmp_path: Path, file: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for arguments, words in (
        (("show", "hip_thrst", "--atlas", str(file)), "Did you mean hip_thrust"),
        (("compare", "hip_thrust", "nothing", "--atlas", str(file)), "nothing on 'nothing'"),
        (("show", "--atlas", str(tmp_path / "none.gz")), "no such file"),
        (("show", "--atlas", str(made_up_text(tmp_path))), "not an atlas"),
        (("show", "--by", "biceps", "--atlas", str(file)), "biceps"),
    ):
        done = run(home, "atlas", *arguments)
        assert done.returncode == 2
        assert words in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert not done.stdout


def made_up_text(folder: Path) -> Path:
    file = folder / "text.txt"
    file.write_text("no atlas")
    return file


def test_an_unknown_name_is_an_error_of_its_own(file: Path) -> None:
    with pytest.raises(UnknownEntry):
        atlas("show", "hip_thrst", "--atlas", file)
    file.write_bytes(b"{}")
    with pytest.raises(InvalidAtlas, match="made_up"):
        atlas("show", "--atlas", file)


@pytest.mark.parametrize("command", [("build",), ("validate",)])
def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, file: Path, command: tuple[str, ...]
) -> None:
    more = ("--atlas", str(file)) if command == ("validate",) else ()
    done = without_extra(tmp_path, "atlas", *command, *more)
    assert done.returncode == 2
    assert "not installed" in done.stderr
    assert 'pip install "ilium[biomechanics]"' in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_what_needs_no_simulator_works_without_the_extra(tmp_path: Path, file: Path) -> None:
    done = without_extra(tmp_path, "atlas", "show", "hip_thrust", "--atlas", str(file))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_build_overwrites_nothing_unasked(file: Path) -> None:
    with pytest.raises(ValueError, match="--replace"):
        atlas("build", "--output", file)
    with pytest.raises(ValueError, match="no such folder"):
        atlas("build", "--output", file.parent / "none" / "atlas.json.gz")


# --- explain ---


@pytest.fixture
def as_shipped(file: Path, monkeypatch: pytest.MonkeyPatch):
    """The made-up atlas in the place of Ilium's own."""
    monkeypatch.setattr(files, "SHIPPED", file)
    shipped.cache_clear()
    yield
    shipped.cache_clear()


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["explain", *arguments], catch_exceptions=False)


@pytest.mark.usefixtures("as_shipped")
def test_explain_shows_the_simulation_beside_the_credit() -> None:
    lines = explain("hip_thrust+knee_band").stdout.splitlines()
    medius = next(line for line in lines if "gluteus medius" in line)
    assert " ".join(medius.split()) == "gluteus medius 0 measured simulated 30 (28-32) %"
    assert any("load: 60 kg barbell." in line for line in lines)


@pytest.mark.usefixtures("as_shipped")
def test_explain_rounds_the_load_as_the_other_answers_do(file: Path) -> None:
    thrust = made_up_atlas.entry(made_up_atlas.MEANS, load="163.1 kg barbell")
    file.write_bytes(encoded(made_up_atlas.atlas(variants={"hip_thrust": thrust})))
    assert "load: 163 kg barbell." in explain("hip_thrust").stdout


@pytest.mark.usefixtures("as_shipped")
def test_explain_says_why_there_are_no_figures() -> None:
    assert "No simulated figures: The posture does not balance." in explain("clamshell").stdout
    unknown = explain("cable_hip_abduction").stdout
    assert "Simulated:" not in unknown
    assert "No simulated figures" not in unknown
    assert "The simulation has no figures for it" in " ".join(unknown.split())


@pytest.mark.usefixtures("as_shipped")
def test_explain_as_json_holds_the_entry() -> None:
    said: dict[str, Any] = json.loads(explain("hip_thrust", "--json").stdout)
    assert said["atlas"]["regions"]["gluteus_medius"]["mean"] == 0.12
    assert json.loads(explain("cable_hip_abduction", "--json").stdout)["atlas"] is None


def test_explain_works_without_an_atlas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "SHIPPED", tmp_path / "none.gz")
    shipped.cache_clear()
    assert explain("hip_thrust").exit_code == 0
    with pytest.raises(NoAtlas):
        atlas("show")
    shipped.cache_clear()


def test_a_built_file_is_whole(tmp_path: Path) -> None:
    from ilium.cli.atlas_making import write

    output = tmp_path / "atlas.json.gz"
    size = write(made_up_atlas.atlas(), output)
    assert decoded(output.read_bytes()).entry("hip_thrust").regions[Region.GLUTEUS_MEDIUS]
    assert size == output.stat().st_size
    assert [path.name for path in tmp_path.iterdir()] == ["atlas.json.gz"]


# --- build ---


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's place is taken by a function that other processes can import."""
    from ilium.cli import atlas_making

    monkeypatch.setattr(atlas_making, "run", made_up_runs.quick)


BUILD = ("build", "--workers", "1", "--only", "hip_thrust", "--only", "back_squat_10rm")


@pytest.mark.usefixtures("quick")
def test_a_build_is_kept_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    output, kept = tmp_path / "atlas.json.gz", tmp_path / "kept"
    said = atlas(*BUILD, "--output", output, "--folder", kept).stdout
    assert "Wrote 2 entries" in said
    assert "there already" not in said
    found = decoded(output.read_bytes())
    assert set(found.variants) == {"hip_thrust", "back_squat_10rm"}
    assert [judged.id for judged in found.orderings][:2] == ["R01", "R02"]
    more = ("--only", "clamshell", "--replace")
    again = atlas(*BUILD, *more, "--output", output, "--folder", kept).stdout
    assert "2 of 3 are there already" in again
    assert set(decoded(output.read_bytes()).variants) == {*found.variants, "clamshell"}


@pytest.mark.usefixtures("quick")
def test_a_built_atlas_is_validated(tmp_path: Path) -> None:
    output = tmp_path / "atlas.json.gz"
    atlas(*BUILD, "--output", output, "--folder", tmp_path / "kept")
    done = atlas("validate", "--atlas", output)
    assert done.exit_code == 1
    assert " hard orderings about muscle effort reproduced (0%, wanted 85%)." in done.stdout
    assert " further hard comparisons reproduced (0%), written before asking." in done.stdout
    said = json.loads(atlas("validate", "--json", "--atlas", output).stdout)
    assert said["enough"] is False
    assert said["further"]["soft"]["asked"] > said["further"]["soft"]["held"] == 0
    assert {"id", "statement", "holds", "found"} <= set(said["claims"][0])
    docs = tmp_path / "docs"
    docs.mkdir()
    atlas("validate", "--docs", docs, "--atlas", output)
    assert (docs / "science.md").read_text("utf-8").startswith("# What the simulation says")
    with pytest.raises(ValueError, match="no such folder"):
        atlas("validate", "--docs", tmp_path / "none", "--atlas", output)


def test_a_build_of_what_does_not_exist_names_what_comes_close(tmp_path: Path) -> None:
    with pytest.raises(UnknownEntry, match=r"'hip_thrst'\. Did you mean hip_thrust"):
        atlas("build", "--only", "hip_thrst", "--output", tmp_path / "atlas.json.gz")


@pytest.mark.parametrize("address", ["nonsense://nowhere", "127.0.0.1:notaport"])
def test_a_wrong_address_of_a_cluster_is_a_sentence(tmp_path: Path, address: str) -> None:
    pytest.importorskip("distributed")
    kept = ("--folder", tmp_path / "kept", "--output", tmp_path / "atlas.json.gz")
    with pytest.raises(ValueError, match=f"--scheduler {address}: "):
        atlas("build", "--only", "hip_thrust", "--scheduler", address, *kept)


def test_other_commands_import_neither_the_atlas_nor_numpy(tmp_path: Path) -> None:
    code = (
        "import sys, ilium.cli.app, ilium.cli.today; "
        "print([m for m in sys.modules if m.split('.')[0] in ('numpy', 'numba', 'mujoco')"
        " or m.startswith(('ilium.atlas', 'ilium.biomechanics'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        check=True,
    )
    assert done.stdout.strip() == "[]"
