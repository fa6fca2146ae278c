"""What the player is sent: no less than the terminal shows, and the same as the server decides."""

import json
import subprocess
import zlib
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from front_end import front_end
from training_days import GYM, Trainee, packet_of, substitutes_of

from ilium.cli.prescription_view import station_line
from ilium.diary import session_id
from ilium.loads import Equipment, Inventory, LoadKind, Unit
from ilium.planning import Athlete
from ilium.planning.programme import Item
from ilium.reasons import sentence
from ilium.training.performed import Pain, SetKind
from ilium.web.player import next_time, session_packet, session_substitutes

TRAINING = Path(__file__).resolve().parents[2] / "frontend" / "src" / "training"


@pytest.fixture
def trainee(person: UUID) -> Trainee:
    return Trainee(person, GYM)


def texts(value: Any) -> Iterator[str]:
    """Every text of a document, but for items, which are the programme's own."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("item", "sentences", "figures"):
                yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def test_it_shows_what_the_terminal_shows(trainee: Trainee) -> None:
    trainee.train(3)
    sent = packet_of(trainee)
    diary, outlook = trainee.diary, trainee.diary.outlook()
    planned = outlook.next_up(diary.today, diary.zone)
    assert planned is not None
    stations = outlook.preview(planned, diary.today, diary.zone, diary.catalogue)
    assert len(sent.stations) == len(stations) > 3
    for given, station in zip(sent.stations, stations, strict=True):
        prescription, cues = station.prescription, station.variant.exercise.cues
        assert given.line == station_line(station, Unit.KILOGRAMS).plain
        assert [one.text for one in given.reasons] == [sentence(r) for r in prescription.reasons]
        assert (given.tempo, given.rest_s) == (prescription.tempo, prescription.rest_s)
        card = sent.cards[given.variant]
        assert (card.name, card.setup, card.execution) == (
            station.variant.name,
            cues.setup,
            cues.execution,
        )
        assert [(one.fault, one.fix) for one in card.faults] == [
            (one.fault, one.fix) for one in cues.faults
        ]
        assert card.modifiers == tuple(one.cue for one in station.variant.modifiers)
        assert sent.figures[card.figure].text
        for target, asked in zip(given.sets, prescription.sets, strict=True):
            assert (target.kind, target.side, target.reps, target.seconds, target.rir) == (
                asked.kind,
                asked.side,
                asked.reps,
                asked.seconds,
                asked.rir,
            )
            assert asked.load is not None
            assert target.load is not None
            if asked.load.kilograms is not None:
                assert target.load.grams == asked.load.kilograms * 1000
    assert any(station.last for station in sent.stations)
    assert any(station.estimates for station in sent.stations)
    assert any(caution for card in sent.cards.values() for caution in card.cautions)


def test_it_holds_every_load_that_may_come(trainee: Trainee) -> None:
    trainee.train()
    sent = packet_of(trainee)
    for station in sent.stations:
        assert station.ladder is not None
        owned = sent.ladders[station.ladder]
        rungs = [(rung.grams, rung.band) for rung in owned.rungs]
        for target in station.sets:
            assert target.load is not None
            assert (target.load.grams, target.load.band) in rungs
    barbell = sent.ladders[LoadKind.BARBELL.value]
    inventory = trainee.athlete.inventory
    for rung in barbell.rungs:
        assert rung.plates is not None
        ends = [Decimal(part.removesuffix(" kg")) for part in rung.plates.split(" + ") if part]
        assert (inventory.bar + 2 * sum(ends)) * 1000 == rung.grams
    bands = sent.ladders[LoadKind.BAND.value]
    assert [rung.text for rung in bands.rungs] == [f"{band} band" for band in inventory.bands]
    assert {rung.plates for rung in bands.rungs} == {None}


def test_last_time_is_the_last_session_alone(trainee: Trainee) -> None:
    first = trainee.train(3)
    trainee.train(3)
    sent = packet_of(trainee)
    stations = {one.variant: one for one in sent.stations if one.last is not None}
    assert stations
    for variant, station in stations.items():
        past = trainee.diary.histories([variant])[variant].sets
        latest = [one for one in past if one.session == past[-1].session]
        assert station.last is not None
        assert len(station.last.sets) == sum(one.kind is SetKind.WORKING for one in latest)
        assert station.last.date == past[-1].at.astimezone(trainee.diary.zone).date()
    assert first.record.id != sent.session.id


def test_the_session_has_one_id_before_and_after_it_is_begun(trainee: Trainee) -> None:
    before = packet_of(trainee)
    active = trainee.diary.programme()
    assert active is not None
    assert before.session.id == session_id(active.origin, 1, 1)
    assert (before.session.started_at, before.sets, before.changes) == (None, (), ())
    visit = trainee.begin()
    after = packet_of(trainee)
    assert after.session.id == before.session.id == visit.record.id
    assert after.session.programme == before.session.programme == active.id
    assert after.session.started_at == visit.record.started_at
    assert after.stations == before.stations


def test_it_tells_what_other_devices_did(trainee: Trainee) -> None:
    visit = trainee.begin()
    step = trainee.step(visit)
    assert step is not None
    kept, gone = trainee.do(visit, step), trainee.do(visit, step)
    trainee.diary.remove(gone.id)
    visit = trainee.diary.skip(visit, visit.stations[1].variant.id)
    sent = packet_of(trainee)
    newest = {version.performed.id: version.removed for version in sent.sets}
    assert newest == {kept.id: False, gone.id: True}
    assert sent.skipped == (visit.stations[1].variant.id,)
    assert [change.kind for change in sent.changes] == ["skip"]
    assert sent.session.when == "Under way: 1 set done."


def test_it_holds_what_swaps_took_out(trainee: Trainee) -> None:
    visit = trainee.begin()
    lists = substitutes_of(trainee).lists[0]
    item = msgspec.json.decode(lists.busy[0].item, type=Item)
    before = packet_of(trainee)
    visit = trainee.diary.swap_today(visit, lists.variant, item)
    sent = packet_of(trainee)
    assert [station.variant for station in sent.replaced] == [lists.variant]
    assert sent.replaced[0] == before.stations[0]
    assert lists.variant in sent.cards
    assert trainee.diary.take_back(visit) is not None
    assert packet_of(trainee).stations == before.stations


def test_weights_are_in_the_persons_unit(person: UUID) -> None:
    pounds = Trainee(person, msgspec.structs.replace(GYM, unit=Unit.POUNDS))
    pounds.train(3)
    for document in (packet_of(pounds), substitutes_of(pounds)):
        said = list(texts(json.loads(msgspec.json.encode(document))))
        assert not [text for text in said if " kg" in text]
        assert [text for text in said if " lb" in text]


def test_a_band_named_after_a_weight_reads_as_in_the_servers_sentences(person: UUID) -> None:
    """The name of a band in a sentence is whatever `sentence` makes of it."""
    athlete = Athlete(
        days=2,
        minutes=45,
        equipment=frozenset({Equipment.BANDS}),
        inventory=Inventory(bands=("5 kg", "15 kg")),
        unit=Unit.POUNDS,
    )
    rungs = packet_of(Trainee(person, athlete)).ladders[LoadKind.BAND.value].rungs
    assert [(rung.text, rung.named) for rung in rungs] == [
        ("5 kg band", "the 11 lb band"),
        ("15 kg band", "the 33.1 lb band"),
    ]


def test_everything_that_is_referred_to_is_there(trainee: Trainee) -> None:
    found, sent = substitutes_of(trainee), packet_of(trainee)
    for shelf, stations in ((sent, sent.stations), (found, found.stations.values())):
        for station in stations:
            card = shelf.cards[station.variant]
            assert station.ladder is None or station.ladder in shelf.ladders
            figure = shelf.figures[card.figure]
            for drawn in (figure.start, figure.end):
                assert drawn is None or drawn.startswith("<svg")


def test_next_time_is_what_the_next_session_asks_for(person: UUID) -> None:
    trainee = Trainee(person, msgspec.structs.replace(GYM, days=1))
    visit = trainee.train()
    told = next_time(trainee.diary, visit.record.id)
    assert told is not None
    assert (told.week, len(told.items)) == (2, len(visit.stations))
    assert any(item.reasons[0].code == "calibrated" for item in told.items)
    assert told.on is not None
    trainee.now += timedelta(days=(told.on - trainee.diary.today).days)
    sent = packet_of(trainee)
    assert [(s.variant, s.line, s.reasons) for s in sent.stations] == [
        (item.variant, item.line, item.reasons) for item in told.items
    ]
    assert [item.name for item in told.items] == [sent.cards[s.variant].name for s in sent.stations]


def test_next_time_follows_from_what_was_just_done(trainee: Trainee) -> None:
    """Also where sessions with other items come before it."""
    visit = trainee.train()
    told = next_time(trainee.diary, visit.record.id)
    assert told is not None
    assert {item.variant for item in told.items} == {s.variant.id for s in visit.stations}
    before = {s.variant.id: s.prescription.reasons[0].code for s in visit.stations}
    after = {item.variant: item.reasons[0].code for item in told.items}
    assert set(before.values()) <= {"calibration", "calibration_bare", "no_load"}
    assert not set(after.values()) & {"calibration", "calibration_bare"}


def test_next_time_knows_the_end(person: UUID) -> None:
    trainee = Trainee(person, msgspec.structs.replace(GYM, days=1, weeks=1))
    visit = trainee.train()
    told = next_time(trainee.diary, visit.record.id)
    assert told is not None
    assert (told.week, told.on, told.items) == (None, None, ())
    assert session_packet(trainee.diary) is None
    assert session_substitutes(trainee.diary) is None
    assert next_time(trainee.diary, uuid4()) is None


def test_the_queries_do_not_grow_with_the_history(trainee: Trainee) -> None:
    def queries() -> tuple[int, int]:
        counts: list[int] = []
        for ask in (session_packet, session_substitutes):
            with CaptureQueriesContext(connection) as captured:
                ask(trainee.diary)
            counts.append(len(captured))
        return counts[0], counts[1]

    trainee.train(3)  # a whole week: every item of the programme was done once
    early = queries()
    trainee.train(6)
    assert queries() == early
    assert early[0] <= 12
    assert early[1] <= 40


def test_it_stays_small(trainee: Trainee) -> None:
    trainee.train(3)
    sizes = [
        len(zlib.compress(msgspec.json.encode(document)))
        for document in (packet_of(trainee), substitutes_of(trainee))
    ]
    assert sizes[0] < 30_000
    assert sizes[1] < 120_000


def test_the_types_of_the_player_are_those_of_the_documents(
    trainee: Trainee, tmp_path: Path
) -> None:
    """TypeScript accepts what Python writes: no key too few, none too many, every value's type."""
    visit = trainee.train(3)
    begun = trainee.begin()
    step = trainee.step(begun)
    assert step is not None
    trainee.do(begun, step, pain=Pain.ELSEWHERE)
    trainee.diary.skip(begun, begun.stations[0].variant.id)
    documents = {
        "Packet": packet_of(trainee),
        "Substitutes": substitutes_of(trainee),
        "NextTime": next_time(trainee.diary, visit.record.id),
    }
    script = tmp_path / "documents.ts"
    script.write_text(
        "\n".join(
            [
                f'import type {{ {", ".join(documents)} }} from "{TRAINING / "packet"}";',
                *(
                    f"export const a{name}: {name} = {msgspec.json.encode(document).decode()};"
                    for name, document in documents.items()
                ),
            ]
        )
    )
    built = front_end()
    built.install_packages()
    options = json.loads((built.HERE / "tsconfig.json").read_text())["compilerOptions"]
    (tmp_path / "tsconfig.json").write_text(
        json.dumps({"compilerOptions": options, "include": ["documents.ts"]})
    )
    compiler = built.MODULES / "typescript" / "bin" / "tsc"
    done = subprocess.run(
        [built.node(), compiler, "--project", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[:2000]
