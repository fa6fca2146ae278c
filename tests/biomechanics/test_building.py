"""The atlas is built piece by piece, and what is finished stays finished."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ilium.atlas import Atlas, Entry, decoded, encoded
from ilium.biomechanics import building
from ilium.biomechanics.building import (
    BuildFailed,
    Job,
    Outcome,
    Run,
    assembled,
    build,
    engine_hash,
    every_variant,
    hashed,
    unfinished,
)
from ilium.biomechanics.workers import in_processes, on_cluster
from ilium.exercises import catalogue
from made_up_runs import failing, never, quick, slow

JOBS = tuple(Job(id=name, inputs=hashed(name)) for name in "abcd")


def here(run: Run, jobs: Sequence[Job]) -> Iterator[Outcome]:
    """Run jobs in this process, the last one first: no order is promised."""
    for job in reversed(jobs):
        try:
            yield job, run(job)
        except ZeroDivisionError as error:
            yield job, error


def test_every_job_has_its_entry_in_the_order_of_the_jobs(tmp_path: Path) -> None:
    told: list[str] = []
    found = build(JOBS, tmp_path, here, quick, lambda job: told.append(job.id))
    assert list(found) == ["a", "b", "c", "d"]
    assert {name: entry.load.split()[0] for name, entry in found.items()} == {
        name: name for name in "abcd"
    }
    assert sorted(told) == ["a", "b", "c", "d"]


def test_what_is_finished_is_not_computed_again(tmp_path: Path) -> None:
    first = build(JOBS[:2], tmp_path, here, quick, lambda job: None)
    assert [job.id for job in unfinished(JOBS, tmp_path)] == ["c", "d"]
    told: list[str] = []
    again = build(JOBS[:2], tmp_path, here, never, lambda job: told.append(job.id))
    assert again == first
    assert told == ["a", "b"]


def test_an_interrupted_build_goes_on_where_it_stopped(tmp_path: Path) -> None:
    def stopped(run: Run, jobs: Sequence[Job]) -> Iterator[Outcome]:
        yield jobs[0], run(jobs[0])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(JOBS, tmp_path, stopped, quick, lambda job: None)
    assert [job.id for job in unfinished(JOBS, tmp_path)] == ["b", "c", "d"]


def test_changed_inputs_are_computed_again(tmp_path: Path) -> None:
    build(JOBS, tmp_path, here, quick, lambda job: None)
    changed = (*JOBS[:3], Job(id="d", inputs=hashed("d", "heavier")))
    assert [job.id for job in unfinished(changed, tmp_path)] == ["d"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"valid": true}'])
def test_a_damaged_file_is_computed_again(tmp_path: Path, content: bytes) -> None:
    build(JOBS, tmp_path, here, quick, lambda job: None)
    (tmp_path / f"{JOBS[1].inputs}.json").write_bytes(content)
    assert unfinished(JOBS, tmp_path) == (JOBS[1],)


def test_a_fault_in_one_job_keeps_the_others_and_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed, match="1 of 4 could not be computed, first b") as raised:
        build(JOBS, tmp_path, here, failing, lambda job: None)
    assert isinstance(raised.value.__cause__, ZeroDivisionError)
    assert unfinished(JOBS, tmp_path) == (JOBS[1],)


def test_nothing_is_left_half_written(tmp_path: Path) -> None:
    build(JOBS, tmp_path, here, quick, lambda job: None)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json"}


def test_processes_share_the_jobs(tmp_path: Path) -> None:
    found = build(JOBS, tmp_path, in_processes(2), slow, lambda job: None)
    makers = {entry.load.split()[-1] for entry in found.values()}
    assert len(makers) == 2


def test_a_fault_comes_back_from_a_process(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed, match="no muscle at all"):
        build(JOBS, tmp_path, in_processes(1), failing, lambda job: None)
    assert unfinished(JOBS, tmp_path) == (JOBS[1],)


def test_a_cluster_gives_the_same_atlas(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    ) as cluster:
        work = on_cluster(cluster.scheduler_address)
        by_cluster = build(JOBS, tmp_path / "cluster", work, quick, lambda job: None)
    by_itself = build(JOBS, tmp_path / "here", here, quick, lambda job: None)
    assert encoded(atlas(by_cluster)) == encoded(atlas(by_itself))


def atlas(entries: dict[str, Entry]) -> Atlas:
    return assembled(JOBS, entries)


def test_the_atlas_says_what_it_was_made_with_and_from(tmp_path: Path) -> None:
    entries = build(JOBS, tmp_path, here, quick, lambda job: None)
    found = atlas(entries)
    assert set(found.versions) == {"ilium", "mujoco", "myo-sim", "numba", "numpy", "scipy"}
    assert found.inputs == atlas(entries).inputs
    other = (*JOBS[:3], Job(id="d", inputs=hashed("heavier")))
    assert assembled(other, entries).inputs != found.inputs
    assert decoded(encoded(found)) == found


def test_hashes_tell_values_apart_and_are_the_same_for_the_same() -> None:
    variant = catalogue().variant("hip_thrust+knee_band")
    assert hashed(variant.movement, "1-1-2") == hashed(variant.movement, "1-1-2")
    assert hashed(variant.movement, "1-1-2") != hashed(variant.movement, "1-3-2")
    assert hashed("a", "b") != hashed("ab", "")
    assert hashed({"x": 1, "y": 2}) == hashed({"y": 2, "x": 1})


def test_the_engines_hash_covers_its_code_and_data_but_not_its_reports(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("solve.py", "muscles.toml", "science.py", "notes.md", "postures.txt"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(building, "MOVEMENTS", ("made_up_too", "postures.txt"))
    monkeypatch.setattr(building, "files", lambda package: tmp_path)
    monkeypatch.setattr(building, "ENGINE", ("made_up",))

    def engine() -> str:
        engine_hash.cache_clear()
        return engine_hash()

    before = engine()
    (tmp_path / "science.py").write_text("changed")
    (tmp_path / "notes.md").write_text("changed")
    assert engine() == before
    for name in ("solve.py", "muscles.toml", "postures.txt"):
        (tmp_path / name).write_text("changed")
        assert engine() != before
        before = engine()
    engine_hash.cache_clear()


def test_every_variant_is_there_once() -> None:
    ids = [variant.id for variant in every_variant(catalogue())]
    assert len(set(ids)) == len(ids)
    assert {variant.id for variant in catalogue().planner_variants()} <= set(ids)
    for exercise in catalogue().exercises:
        assert {f"{exercise.id}+{modifier.id}" for modifier in exercise.modifiers} <= set(ids)
