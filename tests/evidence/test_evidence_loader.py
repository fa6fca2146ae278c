"""The loader: what it gives, and how it refuses data that does not fit."""

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilium.anatomy import Region
from ilium.evidence import (
    Claim,
    Dose,
    InvalidEvidence,
    Measurement,
    Ordering,
    Segment,
    Spread,
    Statistic,
    Status,
    Study,
    Unit,
    UnknownClaim,
    UnknownDose,
    claim,
    claims,
    dose,
    doses,
    measurements,
    studies,
)
from ilium.evidence.loader import check_studies, read_rows, read_tables

CLAIM = """
guide = "It works."
verdict = "untested"
measured = "Nobody measured it."
studies = []
regions = ["gluteus_medius"]
exercises = []
status = "none"
advice = "Try it."
"""
HEADER = (
    "study,muscle,exercise,unit,status,direction_verified,value,value_low,value_high,exercise_ids"
)


@pytest.fixture
def toml_file(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "claims.toml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def csv_file(tmp_path: Path):
    def write(*rows: str) -> Path:
        path = tmp_path / "measurements.csv"
        path.write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
        return path

    return write


def test_measurement_keeps_every_field():
    found = [m for m in measurements("hip_thrust") if m.segment is Segment.UPPER]
    peak = next(m for m in found if m.statistic is Statistic.PEAK)
    assert peak == Measurement(
        study="contreras_2015",
        region=Region.GLUTEUS_MAXIMUS_SUPERIOR,
        muscle="gluteus maximus",
        segment=Segment.UPPER,
        exercise="barbell hip thrust",
        load="estimated 10RM",
        value=Decimal(172),
        unit=Unit.PERCENT_MVIC,
        statistic=Statistic.PEAK,
        status=Status.MEASURED,
        direction_verified=True,
        exercise_ids=("hip_thrust",),
    )


def test_range_is_kept_as_a_range():
    row = next(m for m in measurements("hyperextension_45") if m.study == "da_silva_2009")
    assert (row.value, row.value_low, row.value_high) == (None, Decimal(-18), Decimal(-4))
    assert row.figure == "-18 to -4 % change in EMG"


def test_measurements_of_one_exercise_are_those_that_name_it():
    for exercise in {e for m in measurements() for e in m.exercise_ids}:
        expected = [m for m in measurements() if exercise in m.exercise_ids]
        assert list(measurements(exercise)) == expected
    assert measurements("no_such_exercise") == ()


def test_growth_and_activity_are_kept_apart():
    by_study = {m.study: m.is_size for m in measurements()}
    assert by_study["plotkin_2023"]
    assert by_study["rostron_2022"]
    assert not by_study["contreras_2015"]
    assert not by_study["kim_2025"], "a change in T2 is a mark of recent work, not of size"


def test_dose_has_ends_for_a_value_and_for_a_range():
    assert (dose("weekly_sets_minimum").low, dose("weekly_sets_minimum").high) == (4, 4)
    assert (dose("deload_cut").low, dose("deload_cut").high) == (40, 60)


def test_study_links_to_its_doi_or_to_pubmed_central_or_nowhere():
    known = studies()
    assert known["plotkin_2023"].url == "https://doi.org/10.3389/fphys.2023.1279170"
    assert known["boren_2011"].url == "https://pmc.ncbi.nlm.nih.gov/articles/PMC3201064/"
    assert known["hoogenboom_2024"].url is None


def test_unknown_names_get_a_sentence_with_near_matches():
    with pytest.raises(UnknownClaim, match="no claim 'band_placment'; did you mean band_place"):
        claim("band_placment")
    with pytest.raises(UnknownDose, match="no planner number 'xyzzy'; check its spelling"):
        dose("xyzzy")


def test_lookups_agree_with_the_whole():
    assert all(claim(name) is found for name, found in claims().items())
    assert all(dose(name) is found for name, found in doses().items())


def test_tables_take_their_name_as_id(toml_file):
    assert read_tables(toml_file("[a]" + CLAIM), Claim)["a"].id == "a"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('verdict = "untested"', 'verdict = "proven"', "Invalid enum value 'proven'"),
        ('guide = "It works."', "", "missing required field `guide`"),
        ('guide = "It works."', "guide = 3", "Expected `str`, got `int`"),
        ('guide = "It works."', 'guide = "It works. "', "matching regex"),
        ('advice = "Try it."', 'advice = "Try it."\nhype = "Wow"', "unknown field `hype`"),
        ('advice = "Try it."', 'advice = "Try it."\nid = "b"', "leave out 'id'"),
        ('advice = "Try it."', 'advice = "Try it."\nfrom_guide = "false"', "Expected `bool`"),
        ('["gluteus_medius"]', '["glutes"]', "Invalid enum value 'glutes'"),
        ("studies = []", 'studies = ["mayer_2002"]', "has studies, or its status is none"),
        ('status = "none"', 'status = "measured"', "has studies, or its status is none"),
        ('verdict = "untested"', 'verdict = "weak"', "without studies is untested"),
    ],
)
def test_bad_claim_names_file_key_and_reason(toml_file, old, new, reason):
    assert old in CLAIM
    with pytest.raises(InvalidEvidence) as caught:
        read_tables(toml_file("[good]" + CLAIM + "[bad]" + CLAIM.replace(old, new)), Claim)
    message = str(caught.value)
    assert message.startswith("claims.toml, [bad]: ")
    assert reason in message


@pytest.mark.parametrize("text", ["a = 1", "a = [1]"])
def test_value_outside_a_table_is_refused(toml_file, text):
    with pytest.raises(InvalidEvidence, match=r"claims\.toml, \[a\]: Expected `object`"):
        read_tables(toml_file(text), Claim)


def test_broken_toml_names_the_file_and_the_line(toml_file):
    with pytest.raises(InvalidEvidence, match=r"^claims\.toml: not readable as TOML.*line 2"):
        read_tables(toml_file("[a]\nguide = \n"), Claim)


def test_rows_are_typed(csv_file):
    (row,) = read_rows(csv_file("s,m,e,index,secondary,yes,1.50,,,a;b"), Measurement)
    assert (str(row.value), row.direction_verified, row.exercise_ids) == ("1.50", True, ("a", "b"))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("s,m,e,furlongs,measured,yes,1,,,", "Invalid enum value 'furlongs'"),
        ("s,m,e,index,proven,yes,1,,,", "Invalid enum value 'proven'"),
        (",m,e,index,measured,yes,1,,,", "missing required field `study`"),
        ("s,m,e,index,measured,maybe,1,,,", "Expected `bool`, got `str`"),
        ("s,m,e,index,measured,true,1,,,", "Expected `bool`, got `str`"),
        ("s,m,e,index,measured,yes,-4 to -18,,,", "decimal"),
        ("s,m,e,index,measured,yes,NaN,,,", "finite"),
        ("s,m,e,index,measured,yes,Infinity,,,", "finite"),
        ("s,m,e,index,measured,yes,,,,", "either value, or value_low and value_high"),
        ("s,m,e,index,measured,yes,1,0,2,", "either value, or value_low and value_high"),
        ("s,m,e,index,measured,yes,,1,,", "value_low and value_high come together"),
        ("s,m,e,index,measured,yes,,2,1,", "value_low is at most value_high"),
        ("s,m,e,index,measured,no,1,,,", "direction verified"),
        ("s,m,e,index,none,yes,1,,,", "measured or secondary"),
        ("s,m,e,index,measured,yes,1,,", "9 cells under 10 columns"),
        ("s,m,e,index,measured,yes,1,,,,", "11 cells under 10 columns"),
        ("", "0 cells under 10 columns"),
    ],
)
def test_bad_row_names_file_row_and_reason(csv_file, row, reason):
    with pytest.raises(InvalidEvidence) as caught:
        read_rows(csv_file("s,m,e,index,secondary,no,1,,,", row), Measurement)
    message = str(caught.value)
    assert message.startswith("measurements.csv, row 3: ")
    assert reason in message


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (HEADER + ",colour", "unknown field `colour`"),
        (HEADER + ",study", "a column is named twice"),
    ],
)
def test_bad_header_is_refused(tmp_path, header, reason):
    path = tmp_path / "measurements.csv"
    path.write_text(f"{header}\ns,m,e,index,secondary,no,1,,,,x\n", "utf-8")
    with pytest.raises(InvalidEvidence, match=reason):
        read_rows(path, Measurement)


def test_spread_says_what_it_is():
    row = {"study": "s", "muscle": "m", "exercise": "e", "unit": "index", "status": "secondary"}
    row |= {"direction_verified": False, "value": "1", "spread": "0.5"}
    with pytest.raises(msgspec.ValidationError, match="spread and spread_kind come together"):
        msgspec.convert(row, Measurement)
    known = msgspec.convert(row | {"spread_kind": "se"}, Measurement)
    assert known.spread_kind is Spread.STANDARD_ERROR


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"lower": ""}, "names its lower side"),
        ({"relation": "similar"}, "names its lower side"),
        ({"status": "none"}, "measured or secondary"),
        ({"studies": []}, "length >= 1"),
    ],
)
def test_ordering_holds_together(change, reason):
    good = {"id": "R1", "studies": ["s"], "quantity": "q", "relation": "greater", "higher": "a"}
    good |= {"lower": "b", "context": "c", "strength": "hard", "figures": "f", "status": "measured"}
    assert msgspec.convert(good, Ordering).lower == "b"
    with pytest.raises(msgspec.ValidationError, match=reason):
        msgspec.convert(good | change, Ordering)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": [16, 10]}, "from low to high"),
        ({"value": -1}, "not negative"),
        ({"value": float("nan")}, "not negative"),
        ({"value": [1, 2, 3]}, "length 2"),
        ({"value": "4"}, "Expected `float | array`"),
        ({"status": "none"}, "has studies"),
    ],
)
def test_dose_holds_together(change, reason):
    good = {"name": "n", "value": 4, "unit": "s", "studies": ["s"]}
    good |= {"status": "measured", "sentence": "You do it."}
    assert msgspec.convert(good, Dose).low == 4
    with pytest.raises(msgspec.ValidationError, match=reason):
        msgspec.convert(good | change, Dose)


@pytest.mark.parametrize(
    "doi", ["doi:10.1/x", "10.1/x", "https://doi.org/10.1000/x", "10.1000/a b"]
)
def test_doi_that_is_none_is_refused(doi):
    study = {"id": "s", "authors": "A", "year": 2000, "about": "b", "method": "m", "outcomes": []}
    assert msgspec.convert(study | {"doi": "10.1000/x"}, Study).doi == "10.1000/x"
    with pytest.raises(msgspec.ValidationError, match="regex"):
        msgspec.convert(study | {"doi": doi}, Study)


def test_citing_an_unknown_study_names_file_place_and_study():
    with pytest.raises(InvalidEvidence, match=r"^dose\.toml, \[x\]: no study 'nobody_1900'"):
        check_studies("dose.toml", [("[x]", ("mayer_2002", "nobody_1900"))])


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_the_file_holds_it_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any_evidence"
    path.write_bytes(content)
    for read in (lambda: read_tables(path, Claim), lambda: read_rows(path, Measurement)):
        with suppress(InvalidEvidence):
            read()
