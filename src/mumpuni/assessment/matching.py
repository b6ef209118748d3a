"""Job Person Match of a whole country at once: the rule's arithmetic over a table of levels, in DuckDB.

The bounds and the way of printing are read from `mumpuni.regulations`; nothing of the law is written here again.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

from mumpuni.regulations.bkn_26_2019.results import BANDS, HIGHEST_LEVEL, LOWEST_STANDARD
from mumpuni.regulations.vocabulary import Purpose

COLUMNS = ("official", "purpose", "competency", "required", "achieved")
#: Decimals of an achieved level that a table may carry; the rule itself takes any number of them.
PLACES = 8
_UNIT = 10**PLACES
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that does not fit: its number in the table, counted from 1 without the head, and why."""

    row: int
    official: str | None
    reason: str


class BadTable(ValueError):
    """The table does not fit. `columns` are missing, or `rows` show the first misfits of `count`."""

    def __init__(self, columns: tuple[str, ...] = (), rows: tuple[BadRow, ...] = (), count: int = 0) -> None:
        super().__init__(f"missing columns {columns}" if columns else f"{count} rows do not fit")
        self.columns = columns
        self.rows = rows
        self.count = count


def match_table(source: Path, target: Path, *, memory: str = "4GB") -> dict[str, int]:
    """Match every official of the table; gives how many there are of each outcome.

    `source` and `target` are CSV or Parquet by their ending. `source` has one row for each official and competency
    with the columns official, purpose (pengisian, pemetaan), competency, required (whole level 1-5; empty where the
    position asks nothing of it) and achieved (level 0-5, whole or decimal; empty where it was not rated). `target` gets
    a row for each official and purpose with outcome, percentage as printed, both sums and how many competencies are
    below standard. Nothing is written when a row does not fit: raises BadTable.

    Source: Peraturan BKN 26/2019 Pasal 26-28.
    """
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = ?", [memory])
        _read(connection, source)
        _refuse_misfits(connection)
        form = "parquet" if target.suffix == ".parquet" else "csv, header"
        connection.execute(f"CREATE TEMP TABLE matched AS {_match()}")
        connection.execute(f"COPY (FROM matched ORDER BY official, purpose) TO '{_quoted(target)}' (FORMAT {form})")
        counted = connection.execute("SELECT outcome, count(*) FROM matched GROUP BY ALL ORDER BY ALL").fetchall()
        return dict(counted)


def _read(connection: Any, source: Path) -> None:
    """The table as text, so that a level counts as the digits written."""
    options = "" if source.suffix == ".parquet" else ", all_varchar = true, header = true"
    reader = "read_parquet" if source.suffix == ".parquet" else "read_csv"
    table = f"{reader}('{_quoted(source)}'{options})"
    known = {name for name, *_ in connection.execute(f"DESCRIBE FROM {table}").fetchall()}
    if missing := tuple(name for name in COLUMNS if name not in known):
        raise BadTable(columns=missing)
    texts = ", ".join(f"nullif(trim({name}::VARCHAR), '') AS {name}" for name in COLUMNS)
    connection.execute(f"CREATE TEMP VIEW levels AS SELECT {texts} FROM {table}")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


_PURPOSES = ", ".join(f"'{purpose}'" for purpose in get_args(Purpose))
_WRONG = f"""
    CASE WHEN official IS NULL THEN 'official'
         WHEN purpose IS NULL OR purpose NOT IN ({_PURPOSES}) THEN 'purpose'
         WHEN competency IS NULL THEN 'competency'
         WHEN NOT (regexp_full_match(required, '0|[1-9]\\d{{0,8}}')
                   AND TRY_CAST(required AS INTEGER) BETWEEN {LOWEST_STANDARD} AND {HIGHEST_LEVEL}) THEN 'required'
         WHEN NOT (regexp_full_match(achieved, '(0|[1-9]\\d{{0,8}})(\\.\\d{{1,{PLACES}}})?')
                   AND TRY_CAST(achieved AS DECIMAL(18, {PLACES})) <= {HIGHEST_LEVEL}) THEN 'achieved'
    END
"""
_WRONG_CASES = """
    SELECT official, purpose, CASE WHEN count(required) = 0 THEN 'no-standard' ELSE 'twice' END AS reason
    FROM levels GROUP BY official, purpose
    HAVING count(required) = 0 OR len(list_distinct(list(competency))) < count(*)
"""


def _refuse_misfits(connection: Any) -> None:
    """Rows first; what a whole official lacks can only be seen when every row fits."""
    count = connection.execute(f"SELECT count(*) FROM levels WHERE {_WRONG} IS NOT NULL").fetchone()[0]
    numbered = "(SELECT row_number() OVER () AS row, * FROM levels)"
    query = f"SELECT row, official, {_WRONG} AS reason FROM {numbered} WHERE reason IS NOT NULL"
    if not count:
        count = connection.execute(f"SELECT count(*) FROM ({_WRONG_CASES})").fetchone()[0]
        query = f"""SELECT max(row) AS row, official, any_value(reason) FROM {numbered}
                    JOIN ({_WRONG_CASES}) USING (official, purpose) GROUP BY official, purpose"""
    if count:
        found = connection.execute(f"{query} ORDER BY row LIMIT {_SHOWN}").fetchall()
        raise BadTable(rows=tuple(BadRow(*row) for row in found), count=count)


def _match() -> str:
    """Both sums as whole numbers of the smallest unit, so that every comparison is exact."""
    return f"""
        WITH rated AS (
            SELECT official, purpose, required::INTEGER AS required, achieved::DECIMAL(18, {PLACES}) AS achieved
            FROM levels WHERE required IS NOT NULL
        ), summed AS (
            SELECT official, purpose, sum(achieved) AS achieved_total, sum(required) AS required_total,
                   bool_or(achieved IS NULL) AS incomplete,
                   count(*) FILTER (achieved < required) AS below_standard
            FROM rated GROUP BY official, purpose
        ), whole AS (
            SELECT *, (achieved_total * {_UNIT})::HUGEINT AS achieved, required_total * {_UNIT} AS required FROM summed
        )
        SELECT official, purpose,
               CASE WHEN incomplete THEN 'incomplete' {_categories()} END AS outcome,
               CASE WHEN NOT incomplete THEN {_printed()} END AS percentage,
               CASE WHEN NOT incomplete THEN achieved_total END AS achieved_total,
               required_total::INTEGER AS required_total,
               CASE WHEN NOT incomplete THEN below_standard::INTEGER END AS below_standard
        FROM whole
    """


def _reached(bound: Fraction) -> str:
    """Whether the exact percentage is at or above the bound."""
    return f"achieved * {100 * bound.denominator} >= required * {bound.numerator}"


def _categories() -> str:
    return " ".join(
        f"WHEN purpose = '{purpose}' AND {_reached(bound)} THEN '{category}'"
        for purpose, bands in BANDS.items()
        for category, bound in bands
    )


def _printed() -> str:
    """Two decimals, half up, but never across a bound that the fraction did not reach."""
    half_up = "(achieved * 20000 + required) // (required * 2)"
    crossed = " OR ".join(
        f"(purpose = '{purpose}' AND NOT {_reached(bound)} "
        f"AND {half_up} * {bound.denominator} >= {100 * bound.numerator})"
        for purpose, bands in BANDS.items()
        for _, bound in bands
    )
    hundredths = f"(CASE WHEN {crossed} THEN achieved * 10000 // required ELSE {half_up} END)::BIGINT"
    return f"printf('%d.%02d', {hundredths} // 100, {hundredths} % 100)"
