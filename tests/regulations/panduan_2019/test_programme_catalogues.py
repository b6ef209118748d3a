"""The lists of the guide: levels, framework, hours, modules, certificates, action plans and their three examples."""

from typing import get_args

import pytest

from mumpuni.regulations import catalogue, decide
from mumpuni.regulations.panduan_2019 import (
    action_plans,
    certificate_contents,
    certificates,
    curriculum,
    lesson_hours,
    unit_registers,
)
from mumpuni.regulations.panduan_2019.units import UNITS

NAMES = {
    "personnel-levels": ["Pelaksana", "Pengawas", "Administrator", "JPT Pratama"],
    "qualification-framework": ["Kualifikasi Pengawas", "Kualifikasi Administrator", "Kualifikasi JPT Pratama"],
    "certification-system": [
        "Kerangka kualifikasi",
        "Standar Kompetensi Manajemen ASN",
        "Uji Kompetensi dan Sertifikasi Kompetensi",
    ],
    "competency-aspects": ["Pengetahuan", "Keterampilan", "Sikap"],
    "activities": [
        "Pelatihan manajemen ASN",
        "Uji kompetensi/sertifikasi kompetensi teknis manajemen ASN",
    ],
    "purposes": ["Akuntabilitas pengelolaan kepegawaian", "Kompetensi pejabat sesuai jenjangnya"],
    "training-methods": [
        "Ceramah",
        "Diskusi",
        "Studi kasus",
        "Penyusunan rencana tindak lanjut (action plan)",
    ],
    "participant-levels": ["Pejabat Pimpinan Tinggi Pratama", "Pejabat Administrator", "Pejabat Pengawas"],
    "modules-jpt-pratama": [
        "Strategi Penataan ASN",
        "Strategi dan Praktek Terbaik Pengembangan Kompetensi ASN",
        "Strategi Pengembangan Sistem Manajemen Kinerja ASN",
        "Manajemen Talenta",
    ],
    "modules-administrator": [
        "Manajemen Perencanaan Pegawai Negeri Sipil",
        "Manajemen Pengadaan Pegawai Negeri Sipil",
        "Manajemen Pengembangan Kompetensi Pegawai Negeri Sipil",
        "Manajemen Penilaian Kompetensi Aparatur Sipil Negara",
        "Manajemen Kinerja",
        "Manajemen Kompensasi dan Kesejahteraan Aparatur Sipil Negara",
        "Manajemen Disiplin, Pemberhentian dan Pensiun Aparatur Sipil Negara",
        "Manajemen Pengembangan Karier Pegawai Negeri Sipil",
    ],
    "modules-pengawas": [
        "Penyusunan Kebutuhan dan Formasi Pegawai Negeri Sipil",
        "Pelaksanaan Pengadaan Pegawai Negeri Sipil",
        "Prosedur Penggunaan Sistem Informasi ASN",
        "Bimtek Analisis Kebutuhan dan Evaluasi Diklat PNS",
        "Prosedur Penyusunan Sasaran Kinerja Pegawai",
        "Prosedur Penilaian Kinerja PNS",
        "Prosedur Penegakan Disiplin dan Hukuman Pegawai Negeri Sipil",
        "Prosedur Pensiun dan Pemberhentian Pegawai Negeri Sipil",
        "Prosedur Pengangkatan, Pengalihan dan Kenaikan Pangkat PNS",
    ],
    "certificate-kinds": ["Sertifikat telah mengikuti pelatihan", "Sertifikat kompeten"],
    "attendance-elements": ["Program", "Jenjang", "Tanggal pelaksanaan", "Jam Pelajaran (JP)"],
    "milestone-columns": ["JANGKA WAKTU", "KEGIATAN", "DURASI (Hari/Minggu/Bulan)", "TARGET CAPAIAN/OUTPUT"],
    "registration-uploads": ["CV / Riwayat Pekerjaan", "Rencana Tindak Lanjut (Action Plan)"],
    "definitions": ["Sertifikasi kompetensi manajemen ASN", "Kompetensi teknis"],
}
ROWS = {
    "personnel-levels": ["PAND-003"],
    "qualification-framework": ["PAND-008"],
    "training-methods": ["PAND-017"],
    "participant-levels": ["PAND-028"],
    "modules-jpt-pratama": ["PAND-034"],
    "modules-administrator": ["PAND-035"],
    "modules-pengawas": ["PAND-036"],
}


def fields(name, field):
    return {entry.code: entry.fields[field] for entry in catalogue(f"panduan-2019/{name}").entries}


def requirements(name):
    return [entry.citation.requirement for entry in catalogue(f"panduan-2019/{name}").entries]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        pytest.param(name, names, id=name, marks=[pytest.mark.requirement(*ROWS[name])] if name in ROWS else [])
        for name, names in NAMES.items()
    ],
)
def test_a_catalogue_lists_what_the_guide_lists_in_its_order(name, names):
    assert [entry.name() for entry in catalogue(f"panduan-2019/{name}").entries] == names


@pytest.mark.parametrize("level", ["jpt-pratama", "administrator", "pengawas"])
def test_the_modules_are_the_table_of_the_guide(level, regulation_text):
    table = " ".join(f"{number} {title}" for number, title in enumerate(curriculum.MODULES[level], 1))
    heading = level.replace("-", " ").upper()
    assert f"{heading} No Nama Modul {table} " in regulation_text("panduan-2019")


def test_only_pelaksana_is_a_level_without_a_programme():
    assert fields("personnel-levels", "has_programme") == {
        "pelaksana": False,
        "pengawas": True,
        "administrator": True,
        "jpt-pratama": True,
    }


@pytest.mark.requirement("PAND-008")
def test_the_framework_has_three_qualifications_and_each_batch_carries_one():
    assert fields("qualification-framework", "unit_lists") == {
        "pengawas": ["pengawas"],
        "administrator": ["administrator"],
        "jpt-pratama": ["jpt-pratama-bkn", "jpt-pratama-kld"],
    }
    carried = [decide("panduan-2019/batch-level", {"batch": batch}).outcome for batch in range(1, 51)]
    assert set(carried) == set(catalogue("panduan-2019/qualification-framework").codes)


@pytest.mark.requirement("PAND-011")
@pytest.mark.parametrize(
    ("training_jp", "competent", "documents"),
    [(15, False, ("attendance",)), (0, True, ("competence",)), (15, True, ("attendance", "competence"))],
)
def test_training_and_test_are_two_activities_each_with_its_own_result(training_jp, competent, documents):
    assert catalogue("panduan-2019/activities").codes == ("pelatihan", "uji-kompetensi")
    units = dict.fromkeys(UNITS["pengawas"], competent)
    facts = {"training_jp": training_jp, "qualification": "pengawas", "units": units}
    assert decide("panduan-2019/certificate", facts).values["documents"] == documents


def test_what_is_certified_is_a_system_of_three_components():
    assert requirements("certification-system") == ["PAND-008", "PAND-009", "PAND-010"]


def test_the_two_purposes_and_the_two_aims():
    assert requirements("purposes") == ["PAND-013", "PAND-014"]
    assert requirements("aims") == ["PAND-015", "PAND-016"]
    assert fields("aims", "persons") == {"pelatihan": 1500, "uji-kompetensi": 1500}


def test_the_hours_of_the_three_parts_make_21():
    assert fields("lesson-hours", "jp") == {"e-learning": 3, "classroom": 12, "evaluation": 6}
    assert requirements("lesson-hours") == ["PAND-020", "PAND-021", "PAND-022"]
    assert sum(curriculum.JP.values()) == 21
    assert certificates.TRAINING_JP == 15
    assert lesson_hours.JP_A_DAY == 9


def test_two_kinds_of_certificate_of_which_one_proves_competency():
    assert fields("certificate-kinds", "proves_competency") == {"attendance": False, "competence": True}
    assert requirements("certificate-kinds") == ["PAND-032", "PAND-033"]


def test_the_elements_of_the_sample_certificate_page_by_page():
    assert fields("certificate-elements", "page") == {
        "heading": 1, "number": 1, "name": 1, "held": 1, "required": 1, "qualification": 1, "scheme": 1,
        "place-and-date": 1, "head-of-bkn": 1, "unit-list": 2, "head-of-centre": 2,
    }  # fmt: skip
    assert requirements("certificate-elements") == [f"PAND-{row:03}" for row in range(94, 105)]
    lines = fields("certificate-elements", "lines")
    assert lines["heading"] == ["BADAN KEPEGAWAIAN NEGARA", "PUSAT PENGEMBANGAN APARATUR SIPIL NEGARA", "SERTIFIKAT"]
    assert lines["scheme"] == ["Pada Skema Sertifikasi", "MANAJEMEN APARATUR SIPIL NEGARA"]


@pytest.mark.requirement("PAND-038")
def test_a_plan_has_four_parts_in_order_and_none_may_be_empty():
    parts = catalogue("panduan-2019/action-plan-parts")
    assert [(entry.code, entry.name()) for entry in parts.entries] == [
        ("a", "Identitas Peserta"),
        ("b", "Rencana Tindak Lanjut (Action Plan)"),
        ("c", "Langkah Kerja/Milestones"),
        ("d", "Timeline Langkah Kerja/Milestones"),
    ]
    empty = decide("panduan-2019/action-plan", {"fields": {}})
    assert empty.outcome == "non-compliant"
    where = [finding.details.get("where", "c") for finding in empty.findings]
    assert where == ["a"] * 5 + ["b"] * 5 + ["c"] * 3
    assert decide("panduan-2019/action-plan-timeline", {}).outcome == "empty"


def test_the_fields_of_a_plan():
    entries = catalogue("panduan-2019/action-plan-fields").entries
    assert [(entry.code, entry.name(), entry.fields["part"], entry.fields["many"]) for entry in entries] == [
        ("name", "Nama", "a", False),
        ("position", "Jabatan", "a", False),
        ("unit", "Unit Kerja/Instansi", "a", False),
        ("contact", "HP / Email", "a", False),
        ("mentor", "Mentor/Atasan Langsung", "a", False),
        ("title", "Judul", "b", False),
        ("background", "Latar Belakang", "b", True),
        ("problem", "Pokok Permasalahan", "b", False),
        ("objective", "Tujuan", "b", True),
        ("benefit", "Manfaat", "b", True),
    ]  # fmt: skip
    assert requirements("action-plan-fields") == [f"PAND-{row:03}" for row in (39, 40, 41, 42, 43, 45, 46, 47, 48, 49)]
    assert requirements("milestone-columns") == ["PAND-050", "PAND-054", "PAND-055", "PAND-056"]


@pytest.mark.requirement("PAND-050")
def test_three_time_frames_with_their_limits():
    frames = catalogue("panduan-2019/time-frames")
    assert [(entry.code, entry.name(), dict(entry.fields)) for entry in frames.entries] == [
        ("short", "Jangka Pendek", {"months": 3, "weeks": 13, "days": 91}),
        ("medium", "Jangka Menengah", {"months": 6, "weeks": 26, "days": 182}),
        ("long", "Jangka Panjang", {"months": 12, "weeks": 52, "days": 365}),
    ]
    assert [entry.citation.quote for entry in frames.entries] == [
        "Jangka Pendek (≤3 bulan)",
        "Jangka Menengah (≤6 bulan)",
        "Jangka Panjang (≤12 bulan)",
    ]


def test_the_words_of_the_facts_are_those_of_the_catalogues():
    assert get_args(lesson_hours.Method) == catalogue("panduan-2019/training-methods").codes
    assert get_args(curriculum.Part) == catalogue("panduan-2019/lesson-hours").codes
    assert get_args(lesson_hours.Slot) == catalogue("panduan-2019/registration-uploads").codes
    assert get_args(action_plans.Horizon) == catalogue("panduan-2019/time-frames").codes
    assert get_args(unit_registers.Aspect) == catalogue("panduan-2019/competency-aspects").codes
    assert set(get_args(certificate_contents.Office)) < set(catalogue("panduan-2019/certificate-elements").codes)
    assert fields("registration-uploads", "accepts") == {
        "employment-history": ["cv", "riwayat-pekerjaan"],
        "action-plan": ["rencana-tindak-lanjut"],
    }


@pytest.mark.parametrize(
    ("level", "title", "label", "steps"),
    [
        pytest.param(
            "pengawas",
            "Membuat Checklist Cluster Dokumen Laporan Kegiatan Pengembangan Kompetensi Kepegawaian",
            "Unit Kerja",
            [
                ("short", 2, "week", 1, 2),
                ("short", 4, "week", 3, 6),
                ("medium", 2, "week", 7, 8),
                ("long", 4, "week", 9, 12),
            ],
            marks=pytest.mark.requirement("PAND-063"),
        ),
        pytest.param(
            "administrator",
            "Implementasi Coaching dan Mentoring Kepegawaian",
            "Instansi",
            [
                ("short", 2, "week", 1, 2),
                ("short", 6, "week", 3, 8),
                ("medium", 4, "week", 9, 12),
                ("medium", 4, "month", None, None),
                ("long", 12, "month", None, None),
            ],
            marks=pytest.mark.requirement("PAND-064"),
        ),
        pytest.param(
            "jpt-pratama",
            "Membuat aplikasi evaluasi pengukuran hasil pelatihan manajemen ASN "
            "bagi pejabat Administrasi dan JPT Pratama",
            "Instansi",
            [
                ("short", 2, "week", 1, 2),
                ("short", 1, "month", 2, 5),
                ("medium", 2, "week", 4, 5),
                ("medium", 2, "week", 5, 6),
                ("medium", 2, "week", 6, 7),
                ("long", 1, "week", 7, 7),
                ("long", 1, "month", 7, 10),
                ("long", 1, "month", 8, 11),
            ],
            marks=pytest.mark.requirement("PAND-066"),
        ),
    ],
)  # fmt: skip
def test_the_examples_of_the_guide_ship_as_samples(level, title, label, steps):
    sample = catalogue("panduan-2019/action-plan-samples")[level]
    assert (sample.name(), sample.fields["unit_label"]) == (title, label)
    milestones = [
        entry for entry in catalogue("panduan-2019/action-plan-sample-steps").entries if entry.fields["level"] == level
    ]
    assert [entry.code for entry in milestones] == [f"{level}-{number}" for number in range(1, len(steps) + 1)]
    drawn = [entry.fields.get("weeks", [None]) for entry in milestones]
    shown = [(entry.fields["horizon"], entry.fields["count"], entry.fields["unit"]) for entry in milestones]
    assert [(*each, weeks[0], weeks[-1]) for each, weeks in zip(shown, drawn, strict=True)] == steps
    assert all(weeks == [None] or weeks == list(range(weeks[0], weeks[-1] + 1)) for weeks in drawn)
    assert {entry.citation.requirement for entry in milestones} == {sample.citation.requirement}


@pytest.mark.parametrize(
    ("level", "findings"), [("pengawas", []), ("administrator", ["timeline-gap"]), ("jpt-pratama", [])]
)
def test_the_samples_judged_as_plans_without_dates(level, findings):
    steps = [
        {"activity": entry.name()}
        | {name: entry.fields[name] for name in ("horizon", "output")}
        | {"duration": {name: entry.fields[name] for name in ("count", "unit")}, "weeks": entry.fields.get("weeks")}
        for entry in catalogue("panduan-2019/action-plan-sample-steps").entries
        if entry.fields["level"] == level
    ]
    filled = dict.fromkeys(catalogue("panduan-2019/action-plan-fields").codes, "isi")
    decision = decide("panduan-2019/action-plan", {"fields": filled, "milestones": steps})
    assert [finding.code for finding in decision.findings] == findings
