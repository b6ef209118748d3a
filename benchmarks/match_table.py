"""Job Person Match of 4.3 million officials in 9 competencies by table, beside bare sums over the same file."""

from typing import Any

from benchmarks import workbench


def measure() -> dict[str, Any]:
    import duckdb

    from mumpuni.assessment.matching import match_table

    officials = 4_300 if workbench.QUICK else 4_300_000
    with workbench.folder() as folder:
        levels = folder / "levels.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"""
                COPY (SELECT printf('%018d', official) AS official,
                             if(official % 3 = 0, 'pemetaan', 'pengisian') AS purpose,
                             'Kompetensi ' || competency AS competency, 1 + (official + competency) % 5 AS required,
                             ((hash(official * 31 + competency) % 51) / 10)::DECIMAL(3, 1) AS achieved
                      FROM range({officials}) AS a (official), range(9) AS b (competency)) TO '{levels}'
            """)
        before = workbench.memory()
        bare = workbench.timed(lambda: _bare(levels))
        workbench.forget_peak()
        ours = workbench.timed(lambda: match_table(levels, folder / "matched.parquet"))
        return {
            "officials": officials,
            "seconds": round(ours, 1),
            "bare sums, seconds": round(bare, 1),
            "ratio": round(ours / bare, 1),
            "memory before, MB": round(before),
            "memory at peak, MB": round(workbench.memory("VmHWM")),
        }


def _bare(levels: Any) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"""
            COPY (SELECT official, purpose, sum(achieved) / sum(required) FROM '{levels}' GROUP BY ALL ORDER BY 1)
            TO '{levels.with_name("bare.parquet")}'
        """)
