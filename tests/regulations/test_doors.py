"""The contract's two doors, command line and HTTP: same facts, same decision, same refusal."""

import json
import subprocess
import sys
import time

import pytest
from django.urls import path

from mumpuni.config import cli_rules
from mumpuni.config.api import api
from mumpuni.regulations import catalogues, decide, explain, readings, rules

urlpatterns = [path("api/v1/", api.urls)]
PELAKSANA = {"position": "pelaksana", "batch_level": "pengawas"}


def mumpuni(*arguments: str, given: str = "", **environment: str):
    """The command in a process of its own, without any settings."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "mumpuni.config.cli_rules", *arguments],
        input=given.encode("utf-8", "surrogatepass"),
        capture_output=True,
        env=environment,
        check=False,
    )


@pytest.fixture
def post(client, settings):
    """Post facts to a rule; the address of the API is this module's."""
    settings.ROOT_URLCONF = __name__

    def send(rule, facts, query="", language="id"):
        return client.post(
            f"/api/v1/rules/{rule}/decisions{query}",
            facts if isinstance(facts, (str, bytes)) else json.dumps(facts),
            content_type="application/json",
            headers={"accept-language": language},
        )

    return send


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ("[" + ",".join(["{}"] * 1_000_000) + "]", 413),
        ("[" + ",".join(["{}"] * 150_000) + "]", 422),
        ("{" + ",".join(f'"{n}":1' for n in range(40_000)) + ',"39999":2}', 422),
    ],
)
def test_a_stranger_cannot_keep_a_web_process_busy(post, facts, status):
    """A list of misfits of 4 MB took a minute and 3 GB."""
    began = time.monotonic()
    assert post("panduan-2019/certificate", facts).status_code == status
    assert time.monotonic() - began < 5


def test_a_decision_is_printed_whatever_its_outcome():
    done = mumpuni("decide", "panduan-2019/participant", given=json.dumps(PELAKSANA))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == {
        "rule": "panduan-2019/participant",
        "outcome": "non-compliant",
        "values": {},
        "findings": [
            {
                "code": "not-a-level",
                "severity": "violation",
                "message": "Jabatan Pelaksana bukan salah satu dari tiga jenjang peserta: "
                "JPT Pratama, Administrator, Pengawas.",
                "citation": "Panduan Pelatihan dan Sertifikasi 2019 Peserta",
                "requirement": "PAND-028",
            }
        ],
        "citations": [
            "Panduan Pelatihan dan Sertifikasi 2019 Peserta",
            "Panduan Pelatihan dan Sertifikasi 2019 Pendahuluan, alinea penutup",
        ],
        "regulation": {"id": "panduan-2019", "effective_from": None, "superseded_on": None},
    }


def test_facts_come_from_a_file_and_messages_in_english(tmp_path):
    file = tmp_path / "facts.json"
    file.write_text("{}", encoding="utf-8")
    done = mumpuni("decide", "bkn-7-2020/participant", str(file), "--language", "en", "--on", "2026-11-22")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [finding["message"] for finding in json.loads(done.stdout)["findings"]] == [
        "A participant in the technical competency test must be an ASN employee: PNS or PPPK.",
        "A participant must run ASN management or have graduated in personnel science (PIK).",
    ]


@pytest.mark.parametrize(
    ("batches", "outcomes"), [([50, 4, 1, 99], ["administrator", "pengawas", "jpt-pratama", "unknown-batch"]), ([], [])]
)
def test_a_list_gives_a_list_in_the_same_order(batches, outcomes):
    done = mumpuni("decide", "panduan-2019/batch-level", "-", given=json.dumps([{"batch": each} for each in batches]))
    assert done.returncode == 0
    assert [decision["outcome"] for decision in json.loads(done.stdout)] == outcomes


@pytest.mark.parametrize(
    ("arguments", "given", "fields"),
    [
        (["panduan-2019/batch-level"], "{}", [(None, "batch", "missing")]),
        (["panduan-2019/batch-level"], "null", [(None, "facts", "not-an-object")]),
        (["panduan-2019/batch-level"], "", [(None, "facts", "not-json")]),
        (
            ["panduan-2019/batch-level"],
            '[{"batch": 1}, {"batch": 2.5, "level": "x"}, 7]',
            [(1, "level", "unknown-fact"), (1, "batch", "not-a-whole-number"), (2, "facts", "not-an-object")],
        ),
        (["panduan-2019/batch-level", "--on", "22-11-2026"], '{"batch": 1}', [(None, "on", "not-a-date")]),
        (
            ["panduan-2019/batch-level", "--on", "kemarin"],
            "{}",
            [(None, "on", "not-a-date"), (None, "batch", "missing")],
        ),
        (["panduan-2019/nothing"], "{}", [(None, "rule", "no-such-rule")]),
        (["panduan-2019/nothing"], "{", [(None, "rule", "no-such-rule"), (None, "facts", "not-json")]),
        (["panduan-2019/batch-level", "/no/such/file"], "", [(None, "file", "unreadable")]),
        (
            ["panduan-2019/certificate"],
            '{"training_jp": -1, "qualification": "pelaksana", "units": {"x": "ya"}}',
            [
                (None, "training_jp", "too-small"),
                (None, "qualification", "not-a-listed-word"),
                (None, "units.x", "not-yes-or-no"),
            ],
        ),
    ],
)
def test_what_does_not_fit_is_exit_2_with_each_field_on_standard_error(arguments, given, fields):
    done = mumpuni("decide", *arguments, given=given)
    assert (done.returncode, done.stdout) == (2, b"")
    refused = json.loads(done.stderr)
    assert (refused["error"], refused["message"]) == ("misfit", "Fakta tidak sesuai dengan yang diminta aturan.")
    assert [(field.get("index"), field["field"], field["code"]) for field in refused["fields"]] == fields


def test_the_locale_of_the_machine_changes_nothing():
    facts = json.dumps({"training_jp": 15, "qualification": "pengawas", "units": {"Sertifikat “ü” \ud800": True}})
    plain, turkish = (
        mumpuni("decide", "panduan-2019/certificate", given=facts, LC_ALL=locale, PYTHONIOENCODING=encoding)
        for locale, encoding in (("C", "ascii"), ("tr_TR.UTF-8", "utf-8"))
    )
    assert (plain.returncode, plain.stderr, plain.stdout) == (0, b"", turkish.stdout)
    assert "“ü” \ud800" in json.loads(plain.stdout)["findings"][0]["message"]


def test_the_list_of_rules_for_people_and_for_machines():
    listed = mumpuni("rules").stdout.decode()
    described = json.loads(mumpuni("rules", "--json", "--language", "en").stdout)
    assert [line.split()[0] for line in listed.splitlines() if not line.startswith(" ")] == [
        rule.id for rule in rules()
    ]
    assert described == [rule.as_json("en") for rule in rules()]
    certificate = next(rule for rule in described if rule["id"] == "panduan-2019/certificate")
    assert certificate["title"] == "Certificates that a participant is due"
    assert certificate["facts"]["required"] == ["training_jp", "qualification", "units"]
    assert certificate["values"]["required"] == ["held", "required", "documents", "held_units", "missing_units"]


@pytest.mark.parametrize(("what", "told"), [("readings", readings), ("catalogues", catalogues)])
def test_readings_and_catalogues_for_people_and_for_machines(what, told):
    listed = mumpuni("rules", f"--{what}").stdout.decode()
    assert [line.split()[0] for line in listed.splitlines() if not line.startswith(" ")] == [each.id for each in told()]
    assert json.loads(mumpuni("rules", f"--{what}", "--json", "--language", "en").stdout) == [
        each.as_json("en") for each in told()
    ]


def test_a_reading_is_told_with_both_sides_and_what_can_be_set():
    reading = next(each for each in readings() if each.settings and each.sides)
    lines = mumpuni("rules", "--readings").stdout.decode().split(f"{reading.id}  ")[1].splitlines()
    known = reading.as_json()
    assert lines[: 4 + len(known["sides"])] == [
        known["title"],
        f"    {known['question']}",
        *(f'    {side["citation"]}: "{side["quote"]}"' for side in known["sides"]),
        f"    -> {known['reading']}",
        f"    [{known['setting']}]",
    ]


def test_a_catalogue_is_told_with_its_place_and_its_entries():
    lines = mumpuni("rules", "--catalogues").stdout.decode().splitlines()
    start = lines.index("panduan-2019/units-pengawas  Unit kompetensi, Kualifikasi Pengawas")
    assert lines[start + 1 : start + 3] == [
        "    Panduan Pelatihan dan Sertifikasi 2019 Kompetensi Teknis Manajemen ASN, Kualifikasi Pengawas",
        "    01  Menganalisa Kebutuhan Pelatihan dan Evaluasi Pelatihan ASN",
    ]


def test_a_decision_is_explained_as_data_and_as_text():
    one = mumpuni("decide", "panduan-2019/participant", "--explain", "--language", "en", given=json.dumps(PELAKSANA))
    assert (one.returncode, one.stderr) == (0, b"")
    assert json.loads(one.stdout) == explain("panduan-2019/participant", PELAKSANA).as_json("en")
    two = mumpuni("decide", "panduan-2019/participant", "--explain", "--text", given=json.dumps([PELAKSANA, PELAKSANA]))
    text = explain("panduan-2019/participant", PELAKSANA).text()
    assert two.stdout.decode() == f"{text}\n\n{text}\n"
    assert mumpuni("decide", "panduan-2019/participant", "--explain", given="{}").returncode == 2


def test_the_handlers_run_inside_another_command(capsysbinary):
    assert cli_rules.main(["rules", "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out) == [rule.as_json() for rule in rules()]


def test_http_gives_the_decision_of_python(post):
    answered = post("panduan-2019/participant", PELAKSANA, "?on=2026-11-22", "en-GB,en;q=0.9")
    assert (answered.status_code, answered.json()) == (
        200,
        decide("panduan-2019/participant", PELAKSANA).as_json("en"),
    )
    assert answered["Content-Language"] == "en"


def test_http_speaks_indonesian_unless_asked_otherwise(client, settings):
    settings.ROOT_URLCONF = __name__
    answered = client.get("/api/v1/rules")
    assert (answered["Content-Language"], answered.json()) == ("id", [rule.as_json("id") for rule in rules()])


def test_http_gives_a_list_for_a_list(post):
    answered = post("panduan-2019/batch-level", [{"batch": 3}, {"batch": 4}])
    assert [decision["outcome"] for decision in answered.json()] == ["jpt-pratama", "pengawas"]


@pytest.mark.parametrize(
    ("rule", "facts", "query", "fields"),
    [
        ("panduan-2019/batch-level", [{"batch": 3}, {}], "", [(1, "batch")]),
        ("panduan-2019/batch-level", {}, "", [(None, "batch")]),
        ("panduan-2019/batch-level", "{", "", [(None, "facts")]),
        ("panduan-2019/batch-level", {"batch": 3}, "?on=2026-13-01", [(None, "on")]),
        ("panduan-2019/nothing", {}, "", [(None, "rule")]),
    ],
)
def test_http_refuses_with_422_and_the_same_body(post, rule, facts, query, fields):
    answered = post(rule, facts, query)
    assert answered.status_code == 422
    assert [(field.get("index"), field["field"]) for field in answered.json()["fields"]] == fields


def test_http_lists_the_rules(client, settings):
    settings.ROOT_URLCONF = __name__
    answered = client.get("/api/v1/rules", headers={"accept-language": "en"})
    assert (answered.status_code, answered.json()) == (200, [rule.as_json("en") for rule in rules()])
