"""The table of a whole country gets the answers that the rule gives one by one."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.assessment.matching import BadRow, BadTable, match_table
from mumpuni.config import cli
from mumpuni.regulations import decide
from mumpuni.regulations.bkn_26_2019.results import BANDS

HEAD = "official,purpose,competency,required,achieved\n"
levels = st.decimals(0, 5, places=2) | st.decimals(0, 5, places=8) | st.integers(0, 5).map(Decimal)
people = st.lists(
    st.tuples(
        st.sampled_from(sorted(BANDS)),
        st.lists(st.tuples(st.none() | st.integers(1, 5), st.none() | levels), min_size=1, max_size=9).filter(
            lambda rows: any(required for required, _ in rows)
        ),
    ),
    min_size=1,
    max_size=8,
)


def matched(folder: Path, rows: list[tuple], suffix: str = ".csv") -> dict:
    """The answers of the table, by official."""
    source, target = folder / f"levels{suffix}", folder / f"matched{suffix}"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE levels ({', '.join(f'{name} VARCHAR' for name in HEAD.strip().split(','))})")
        connection.executemany("INSERT INTO levels VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute(f"COPY levels TO '{source}'")
        match_table(source, target)
        table = f"read_csv('{target}', all_varchar = true)" if suffix == ".csv" else f"'{target}'"
        read = connection.execute(f"SELECT official, outcome, percentage, below_standard::INTEGER FROM {table}")
        return {official: tuple(rest) for official, *rest in read.fetchall()}


def one_by_one(purpose: str, rows: list[tuple]) -> tuple:
    """The answer of the rule for one official."""
    names = [f"Kompetensi {number}" for number in range(len(rows))]
    decision = decide(
        "bkn-26-2019/job-person-match",
        {
            "purpose": purpose,
            "required": {name: required for name, (required, _) in zip(names, rows, strict=True)},
            "achieved": {name: achieved for name, (_, achieved) in zip(names, rows, strict=True)},
        },
    )
    values = decision.values
    below = len(values["below_standard"]) if decision.outcome != "incomplete" else None
    return (decision.outcome, values["percentage"], below)


def as_table(cases: list) -> list[tuple]:
    return [
        (f"{official:018}", purpose, f"Kompetensi {number}", required and str(required), said(achieved))
        for official, (purpose, rows) in enumerate(cases)
        for number, (required, achieved) in enumerate(rows)
    ]


def said(level: Decimal | None) -> str | None:
    return None if level is None else format(level, "f")


@given(cases=people)
def test_the_table_and_the_rule_give_the_same(tmp_path_factory, cases):
    answers = matched(tmp_path_factory.mktemp("match"), as_table(cases), ".parquet")
    expected = {f"{official:018}": one_by_one(purpose, rows) for official, (purpose, rows) in enumerate(cases)}
    assert {official: (outcome, share, below) for official, (outcome, share, below) in answers.items()} == expected


def test_the_table_and_the_rule_agree_at_every_bound(tmp_path):
    """From a hundred-millionth below each bound to one above it, for standards that sum to 25 and to 225."""
    unit = Decimal("0.00000001")
    cases = []
    for purpose, bands in BANDS.items():
        for _, bound in bands:
            for places in (1, 9):
                total = 25 * places * Decimal(bound.numerator) / Decimal(100 * bound.denominator)
                for sum_of_levels in (total - unit, total, total + unit):
                    if sum_of_levels >= 0:
                        cases.append((purpose, spread(sum_of_levels, 5 * places)))
    answers = matched(tmp_path, as_table(cases), ".parquet")
    assert answers == {f"{official:018}": one_by_one(*case) for official, case in enumerate(cases)}


def spread(total: Decimal, places: int) -> list[tuple[int, Decimal]]:
    """Standards of level 5 and levels that reach the sum exactly."""
    rows = []
    for _ in range(places):
        level = min(total, Decimal(5))
        rows.append((5, level))
        total -= level
    return rows


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_both_kinds_of_file_are_read_and_written(tmp_path, suffix):
    rows = [
        ("1", "pengisian", "Integritas", "3", "2.5"),
        ("1", "pengisian", "Komunikasi", "2", "2"),
        ("2", "pemetaan", "Integritas", "3", None),
        ("3", "pemetaan", "Integritas", "3", "4"),
        ("3", "pemetaan", "Lain", None, "1"),
    ]
    assert matched(tmp_path, rows, suffix) == {
        "1": ("memenuhi-syarat", "90.00", 1),
        "2": ("incomplete", None, None),
        "3": ("optimal", "133.33", 0),
    }


@pytest.mark.parametrize(
    ("rows", "row", "reason"),
    [
        (",pengisian,Integritas,3,2", BadRow(1, None, "official"), "official"),
        ("1,mutasi,Integritas,3,2", BadRow(1, "1", "purpose"), "purpose"),
        ("1,,Integritas,3,2", BadRow(1, "1", "purpose"), "purpose"),
        ("1,pengisian,,3,2", BadRow(1, "1", "competency"), "competency"),
        ("1,pengisian,A,3,2\n1,pengisian,Integritas,0,2", BadRow(2, "1", "required"), "required"),
        ("1,pengisian,Integritas,6,2", BadRow(1, "1", "required"), "required"),
        ("1,pengisian,Integritas,10,2", BadRow(1, "1", "required"), "bilangan bulat 1-5"),
        ("1,pengisian,Integritas,3,5.00000001", BadRow(1, "1", "achieved"), "0-5 dengan paling banyak 8 desimal"),
        ("1,pengisian,Integritas,2.5,2", BadRow(1, "1", "required"), "required"),
        ("1,pengisian,Integritas,3,5.1", BadRow(1, "1", "achieved"), "achieved"),
        ("1,pengisian,Integritas,3,-1", BadRow(1, "1", "achieved"), "achieved"),
        ("1,pengisian,Integritas,3,2.123456789", BadRow(1, "1", "achieved"), "achieved"),
        ("1,pengisian,Integritas,3,tinggi", BadRow(1, "1", "achieved"), "achieved"),
        ("1,pengisian,A,3,2\n1,pengisian,A,3,2", BadRow(2, "1", "twice"), "twice"),
        ("1,pengisian,A,,2", BadRow(1, "1", "no-standard"), "no-standard"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_written(tmp_path, capsys, rows, row, reason):
    source, target = tmp_path / "levels.csv", tmp_path / "matched.csv"
    source.write_text(f"{HEAD}{rows}\n", encoding="utf-8")
    with pytest.raises(BadTable) as refused:
        match_table(source, target)
    assert (refused.value.rows, refused.value.count) == ((row,), 1)
    assert cli.main(["match", str(source), str(target)]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first == "1 baris atau pegawai tidak sesuai; tidak ada yang ditulis."
    assert second.startswith(f"baris {row.row} ({row.official}): ")
    assert reason in second or reason == row.reason
    assert not target.exists()


def test_missing_columns_are_named(tmp_path, capsys):
    source = tmp_path / "levels.csv"
    source.write_text("official,purpose,required\n1,pengisian,3\n", encoding="utf-8")
    assert cli.main(["match", str(source), str(tmp_path / "x.csv")]) == 1
    assert capsys.readouterr().err == (
        "Kolom competency, achieved tidak ada; yang diperlukan: official, purpose, competency, required, achieved.\n"
    )


def test_the_command_says_how_many_there_are_of_each(tmp_path, capsys):
    source, target = tmp_path / "nilai 'A'.csv", tmp_path / "hasil 'A'.csv"
    source.write_text(f"{HEAD}1,pengisian,A,5,4\n2,pengisian,A,5,\n", encoding="utf-8")
    assert cli.main(["match", str(source), str(target)]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["1", "incomplete"],
        ["1", "memenuhi-syarat"],
    ]
    assert target.read_text(encoding="utf-8").splitlines() == [
        "official,purpose,outcome,percentage,achieved_total,required_total,below_standard",
        "1,pengisian,memenuhi-syarat,80.00,4.00000000,5,1",
        "2,pengisian,incomplete,,,5,",
    ]
    assert cli.main(["match", str(tmp_path / "tidak-ada.csv"), str(target)]) == 1
