"""What is done to files on their way: encodings, spreadsheets, scissors, and malice."""

import tracemalloc
from decimal import Decimal

import pytest

from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import ForeignKind, ForeignSet, Problem, Source
from ilium.interchange.reading import bounds, detect, needs_unit, read
from ilium.loads import Unit

HEADER = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;"
    "Distance Unit;Seconds;Notes;Workout Notes;Workout Duration"
)
A_HEADER = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes"


def row(**cells: str) -> str:
    """A row of variant B, with a good set in it but for `cells`."""
    good = {
        "date": "2026-04-06 17:30:00",
        "workout": "Glutes",
        "exercise": "Hip Thrust (Barbell)",
        "kind": "1",
        "weight": "60",
        "unit": "kg",
        "reps": "8",
        "rpe": "",
        "distance": "",
        "distance_unit": "",
        "seconds": "0",
        "note": "",
        "workout_note": "",
        "duration": "1h",
    }
    assert cells.keys() <= good.keys()
    return ";".join((good | cells).values())


def found_in(*rows: str, header: str = HEADER) -> list[ForeignSet | Problem]:
    data = "\n".join((header, *rows)).encode()
    return list(read(data, detect(data)))


def one_problem(*rows: str) -> Problem:
    (problem,) = found_in(*rows)
    assert isinstance(problem, Problem)
    return problem


def one_set(*rows: str, header: str = HEADER) -> ForeignSet:
    (found,) = found_in(*rows, header=header)
    assert isinstance(found, ForeignSet)
    return found


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_unicode_encoding_and_end_of_line(encoding: str, end: str) -> None:
    text = end.join((HEADER, row(exercise="Hüftheben 🍑", note='"a\nb"'), row()))
    data = text.encode(encoding)
    assert detect(data) is Source.STRONG
    first, second = read(data, Source.STRONG)
    assert isinstance(first, ForeignSet)
    assert (first.exercise, first.note, first.line) == ("Hüftheben 🍑", "a\nb", 2)
    assert second.line == 4


def test_an_old_encoding_is_said_with_its_line() -> None:
    data = f"{HEADER}\n{row()}\n{row(exercise='Hüftheben')}\n".encode("latin-1")
    for look in (detect, lambda data: read(data, Source.STRONG)):
        with pytest.raises(InvalidDocument, match=r"Line 3 is not UTF-8 text.*CSV UTF-8"):
            look(data)


def test_the_line_of_a_bad_byte_is_right_far_into_the_file() -> None:
    lines = [HEADER] + [row(exercise="Hüfte")] * 20_000
    data = "\n".join(lines).encode() + b"\n\xff\n"
    with pytest.raises(InvalidDocument, match=r"Line 20002 is not UTF-8"):
        detect(data)


def test_half_of_a_wide_text_is_said() -> None:
    with pytest.raises(InvalidDocument, match="damaged"):
        detect("Date,Exercise,Reps".encode("utf-16") + b"\x00\xd8")


@pytest.mark.parametrize(
    "data", [b"", b" \n\n", b"\xef\xbb\xbf", b"\n" * 50, b"\xff\xfe", b"\0\0\0\0"]
)
def test_nothing_is_said(data: bytes) -> None:
    with pytest.raises(InvalidDocument):
        detect(data)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + bytes(200),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.7\n%\xe2\xe3",
        b"SQLite format 3\0",
        b"<html><body>Sign in</body></html>",
        b"name,age\nmy,9\n",
        b"Date,Amount\n2026-04-06,5\n",
        b"null",
        b'"text"',
    ],
)
def test_other_files_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(InvalidDocument) as refused:
        detect(data)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert sentence.isprintable()


# Tables


def test_tabs_and_the_first_line_of_a_spreadsheet_are_read() -> None:
    rows = "\n".join(("sep=\t", HEADER, row())).replace(";", "\t").encode()
    (found,) = read(rows, detect(rows))
    assert isinstance(found, ForeignSet)
    assert (found.line, found.weight, found.exercise) == (3, Decimal(60), "Hip Thrust (Barbell)")


def test_unknown_columns_are_passed_over_and_case_does_not_count() -> None:
    header = "Moon;" + HEADER.upper().replace("SET ORDER", "set_order") + ";Mood"
    assert one_set(f"full;{row()};good", header=header).reps == 8


def test_a_header_with_tabs_and_worse_is_said_on_one_line() -> None:
    (problem,) = found_in(row(weight="x"), header=HEADER.replace("Weight;", "\x1b We\tight ;"))
    assert isinstance(problem, Problem)
    assert problem.sentence.startswith("We ight: “x” is not a number")


def test_optional_columns_may_be_missing() -> None:
    header = "Date,Exercise Name,Reps,Weight (lb),Set Order"
    found = one_set("2026-04-06,Squat,5,100,1", header=header)
    assert (found.reps, found.weight, found.workout) == (5, Decimal("45.359"), "")


@pytest.mark.parametrize("column", ["Date", "Exercise Name", "Set Order", "Weight", "Reps"])
def test_columns_without_which_sets_would_be_wrong_may_not_be_missing(column: str) -> None:
    """Without its weights a history would be read as done with the body alone."""
    header = HEADER.replace(f"{column};", "Poids;", 1)
    with pytest.raises(InvalidDocument, match="not a file of Strong"):
        detect(f"{header}\n{row()}".encode())
    with pytest.raises(InvalidDocument, match=r"the columns “Date”.*“Set Order”.*“Weight”"):
        read(f"{header}\n{row()}".encode(), Source.STRONG)


def test_a_column_that_comes_twice_is_refused() -> None:
    with pytest.raises(InvalidDocument, match="“Reps” and “reps” say the same thing"):
        found_in(row() + ";9", header=f"{HEADER};reps")


def test_a_file_of_another_program_is_refused_by_name() -> None:
    with pytest.raises(InvalidDocument, match=r"not a file of Hevy.*“exercise_title”"):
        read(f"{HEADER}\n{row()}".encode(), Source.HEVY)


def test_the_own_export_is_read_elsewhere() -> None:
    assert detect(b'{"schema": "ilium.export/4"}') is Source.ILIUM
    assert detect(b'\xef\xbb\xbf {"schema": "ilium.export/4"}') is Source.ILIUM
    with pytest.raises(ValueError, match="own"):
        read(b'{"schema": "ilium.export/4"}', Source.ILIUM)


def test_a_decimal_comma_without_quotation_marks_is_a_problem_of_its_row() -> None:
    good = "2026-04-06 17:30:00,Glutes,Squat,1,60,8,0,0,"
    bad = "2026-04-06 17:30:00,Glutes,Squat,2,62,5,8,0,0,"
    data = "\n".join((A_HEADER, good, bad, good)).encode()
    first, problem, last = read(data, Source.STRONG, Unit.KILOGRAMS)
    assert isinstance(first, ForeignSet)
    assert isinstance(last, ForeignSet)
    # The last cell, an empty note, has moved out of the row: 62 kg for 5 reps would be wrong.
    assert isinstance(problem, Problem)
    assert (problem.line, "quotation marks around it" in problem.sentence) == (3, True)


def test_a_file_cut_off_is_said() -> None:
    whole = f"{HEADER}\n{row()}\n{row()}"
    problem = list(read(whole[: whole.rindex("60")].encode(), Source.STRONG))[-1]
    assert isinstance(problem, Problem)
    assert problem.line == 3
    assert "cut off" in problem.sentence


def test_notes_left_out_at_the_end_of_a_row_are_none() -> None:
    assert one_set(row().rsplit(";", 3)[0]).reps == 8


@pytest.mark.parametrize("bad", ['"open', '"closed"too soon', 'a"b";"c', '"a""b";"c"d'])
def test_a_bad_quotation_mark_loses_its_row_and_no_other(bad: str) -> None:
    """An open one swallows what follows, and that is said, not imported as a note."""
    found = found_in(row(), row(note=bad), row())
    problems = [one for one in found if isinstance(one, Problem)]
    assert isinstance(found[0], ForeignSet)
    if '"' in bad[:1]:
        assert [problem.line for problem in problems] == [3]
        assert "quotation mark" in problems[0].sentence


def test_a_long_cell_is_said_and_a_long_line_ends_it() -> None:
    limit = bounds.MAXIMUM_CELL
    assert isinstance(one_set(row(note="x" * limit)), ForeignSet)
    assert "more than 10,000 characters" in one_problem(row(note="x" * (limit + 1))).sentence
    with pytest.raises(InvalidDocument, match="more than 200,000 characters"):
        found_in("x" * 300_000)


def test_thousands_of_columns() -> None:
    many = ";" * 5000
    with pytest.raises(InvalidDocument, match="5,014 columns; at most 200"):
        found_in(row(), header=HEADER + many)
    assert "5,014 cells, the header 14" in one_problem(row() + many).sentence


def test_more_than_a_million_rows_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ilium.interchange.reading.table.MAXIMUM_ROWS", 3)
    data = "\n".join([HEADER] + [row()] * 4).encode()
    rows = read(data, Source.STRONG, Unit.KILOGRAMS)
    assert len([next(rows) for _ in range(3)]) == 3
    with pytest.raises(InvalidDocument, match="more than 3 rows"):
        next(rows)


def test_millions_of_empty_lines_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ilium.interchange.reading.text.MAXIMUM_LINES", 1000)
    data = f"{HEADER}\n{row()}".encode() + b"\n;" * 2000
    with pytest.raises(InvalidDocument, match="more than 1,000 lines"):
        list(read(data, Source.STRONG))


def test_too_many_bytes_are_refused_before_they_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ilium.interchange.reading.text.MAXIMUM_BYTES", 1_000_000)
    with pytest.raises(InvalidDocument, match="The file has 2 MB; at most 1 MB are read"):
        detect(HEADER.encode() + b"\n" * 2_000_000)


# Cells


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"weight": "abc"}, "Weight: “abc” is not a number"),
        ({"weight": "-5"}, "Weight: -5 kg is not a weight from 0 to 1000 kg"),
        ({"weight": "5000"}, "Weight: 5000 kg is not a weight"),
        ({"weight": "NaN"}, "Weight: “NaN” is not a number"),
        ({"weight": "1e999"}, "Weight: 1E+999 kg is not a weight"),
        ({"unit": "stone"}, "Weight Unit: “stone” is no unit of weight"),
        ({"reps": "8.5"}, "Reps: 8.5 is not a whole number from 0 to 200"),
        ({"reps": "201"}, "Reps: 201 is not a whole number"),
        ({"reps": "Infinity"}, "Reps: “Infinity” is not a number"),
        ({"seconds": "86401"}, "Seconds: 86401 is not a number of seconds"),
        ({"rpe": "11"}, "RPE: 11 is not an RPE from 1 to 10"),
        ({"distance": "5", "distance_unit": "furlongs"}, "is no unit of distance"),
        ({"distance": "5000", "distance_unit": "km"}, "Distance: 5000 is not a distance"),
        ({"date": "sometime"}, "Date: “sometime” is no date"),
        ({"date": ""}, "Date: It is empty"),
        ({"date": "1970-01-01 00:00:00"}, "Date: 1970-01-01 is no day of training"),
        ({"exercise": "  "}, "Exercise Name: It is empty"),
        ({"exercise": "x" * 201}, "has more than 200 characters"),
        ({"kind": "X"}, "Set Order: “X” is no kind of set. Use a number, W, D, F"),
        ({"duration": "long"}, "Workout Duration: “long” is not a duration"),
    ],
)
def test_what_is_wrong_names_line_column_and_remedy(cells: dict[str, str], said: str) -> None:
    problem = next(one for one in found_in(row(), row(**cells), row()) if isinstance(one, Problem))
    assert problem.line == 3
    assert said in problem.sentence
    assert problem.sentence.endswith(".")


@pytest.mark.parametrize(
    "cells",
    [
        {"kind": "Rest Timer", "reps": "", "seconds": "90"},
        {"kind": "rest timer", "seconds": "90", "weight": "nonsense"},
        {"reps": "0"},
        {"reps": "", "seconds": ""},
        {"reps": "0", "weight": "0", "exercise": ""},
    ],
)
def test_rows_that_are_no_sets_are_passed_over(cells: dict[str, str]) -> None:
    assert found_in(row(**cells), ";" * 13, "", row(**cells)) == []


def test_a_weight_without_its_unit_asks_for_one() -> None:
    data = f"{HEADER}\n{row(weight='0', unit='')}\n{row(unit='')}\n".encode()
    assert needs_unit(data, Source.STRONG)
    with pytest.raises(InvalidDocument, match="whether its weights are in kg or in lb"):
        read(data, Source.STRONG)
    _, heavy = read(data, Source.STRONG, Unit.POUNDS)
    assert isinstance(heavy, ForeignSet)
    assert heavy.weight == Decimal("27.216")
    assert not needs_unit(f"{HEADER}\n{row(weight='0.0', unit='')}".encode(), Source.STRONG)


def test_the_unit_of_a_row_counts_more_than_the_one_given() -> None:
    data = f"{HEADER}\n{row(weight='100', unit='lbs')}".encode()
    (found,) = read(data, Source.STRONG, Unit.KILOGRAMS)
    assert isinstance(found, ForeignSet)
    assert found.weight == Decimal("45.359")


def test_text_comes_without_control_characters_and_outer_space() -> None:
    found = one_set(
        row(
            exercise="  Hip\tThrust\0 \x1b[31m(Barbell)\x07 ",
            note='" a\r\nb\rc\0\x9b "',
            workout="\N{NO-BREAK SPACE}Legs",
        )
    )
    assert found.exercise == "Hip Thrust [31m(Barbell)"
    assert found.note == "a\nb\nc"
    assert found.workout == "Legs"


@pytest.mark.parametrize(
    ("cell", "note"),
    [("'=1+1", "=1+1"), ("'-", "-"), ("-", ""), ("''=x", "'=x"), ("'n paar", "'n paar")],
)
def test_an_apostrophe_before_a_formula_is_taken_away(cell: str, note: str) -> None:
    assert one_set(row(note=cell)).note == note


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("w", ForeignKind.WARM_UP),
        ("D", ForeignKind.DROP),
        ("F", ForeignKind.FAILURE),
        ("12", ForeignKind.WORKING),
        ("2.0", ForeignKind.WORKING),
        ("", ForeignKind.WORKING),
    ],
)
def test_kinds_of_sets_of_strong(text: str, kind: ForeignKind) -> None:
    assert one_set(row(kind=text)).kind is kind


def test_a_hevy_workout_that_ends_before_it_began_has_no_duration() -> None:
    header = "title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps"
    line = 'A,"8 Apr 2026, 16:50","8 Apr 2026, 16:20",Squat,0,normal,60,8'
    assert one_set(line, header=header).duration_s is None
    line = "A,2026-04-08T16:50:00Z,2026-04-08T17:20:00+01:00,Squat,0,normal,60,8"
    assert one_set(line, header=header).duration_s is None
    line = "A,2026-04-08T16:50:00Z,2026-04-08T17:20:00,Squat,0,normal,60,8"
    assert one_set(line, header=header).duration_s is None
    line = "A,2026-04-08T16:50:00Z,2026-04-08T19:20:00+02:00,Squat,0,normal,60,8"
    assert one_set(line, header=header).duration_s == 1800


def test_rows_come_one_at_a_time() -> None:
    """Memory does not grow with the file: what is held at once is far less than the sets."""
    data = "\n".join([HEADER] + [row(note="x" * 500)] * 10_000).encode()
    tracemalloc.start()
    for found in read(data, Source.STRONG):
        assert isinstance(found, ForeignSet)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(data) / 2
