"""What the findings of Peraturan BKN 7/2020 say, and which articles its decisions name."""

import pytest

from mumpuni.regulations import decide
from mumpuni.regulations.registry import edition_of

EMPLOYEE = {"status": "pppk", "appointed_by_ppk": True, "has_state_task": True, "paid_by_law": True}
ASPECTS = {"pengetahuan": "a", "keterampilan": "b", "sikap": "c"}
STANDARD = {"level": "Pengawas", "position_kind": "struktural", "aspects": ASPECTS}
CERTIFICATE = {"test": True, "level": "Pengawas", "position_kind": "struktural", "standard": "Standar 2019"}
SITE = {"method": "tertulis", "qualified": True, "site_methods": ["tertulis"]}
SCHEME = {"units": ["Pensiun"], "requirements": ["menduduki jabatan"], "category": "Administrator"}
DECISION = {"object": "unit", "evidence": 1, "decided_by": "Ani", "decided_on": "2019-05-07"}
RUN = {"organiser": "bkn", "training_unit": True, "scheme": "Pengawas", "team": ["Ani"], "committee": ["Budi"]}
ANI, BUDI = ({"name": name, "units": ["Pensiun"], "competent_for": ["Pensiun"]} for name in ("Ani", "Budi"))
PLAN = {
    "units": ["Pensiun"],
    "matrix": {"Pensiun": ["studi kasus"]},
    "methods": ["tertulis"],
    "scheme_methods": ["tertulis"],
    "examiners": [ANI, BUDI],
}
AT_BKN, AT_BKD = {"agency": "BKN", "unit": "Pusbang ASN"}, {"agency": "BKD", "unit": "Mutasi"}


def tie(name):
    return {"examiner": AT_BKN | {name: True}, "participant": AT_BKD}


SAID = [
    ("asn-employee", EMPLOYEE | {"status": "other"}, "Pegawai ASN adalah PNS atau PPPK; status lain bukan ASN."),
    ("asn-employee", EMPLOYEE | {"appointed_by_ppk": False},
     "Pegawai ASN diangkat oleh pejabat pembina kepegawaian; pengangkatannya belum ada."),
    ("asn-employee", EMPLOYEE | {"has_state_task": False},
     "Pegawai ASN diserahi jabatan pemerintahan atau tugas negara lain; keduanya belum ada."),
    ("asn-employee", EMPLOYEE | {"paid_by_law": False},
     "Pegawai ASN digaji berdasarkan peraturan perundang-undangan."),
    ("admitted-status", {"regulation": "bkn-26-2019", "status": "pppk"},
     "Peraturan BKN 26/2019 menerima PNS, sedangkan status orang ini PPPK."),
    ("admitted-status", {"regulation": "bkn-7-2020", "status": "other"},
     "Peraturan BKN 7/2020 menerima PNS, PPPK, sedangkan status orang ini lainnya."),
    ("participant", {"manages_asn": True}, "Peserta Uji Kompetensi Teknis harus Pegawai ASN: PNS atau PPPK."),
    ("participant", {"asn": True},
     "Peserta harus penyelenggara manajemen ASN atau lulusan Pendidikan Ilmu Kepegawaian (PIK)."),
    ("examiner-independence", tie("is_superior"), "Penguji adalah atasan langsung peserta; tunjuk penguji lain."),
    ("examiner-independence", tie("is_mentor"), "Penguji adalah mentor peserta; tunjuk penguji lain."),
    ("examiner-independence", tie("is_relative"), "Penguji adalah kerabat peserta; tunjuk penguji lain."),
    ("examiner-independence", tie("taught_batch"),
     "Penguji pernah mengajar angkatan peserta; pertimbangkan penguji lain."),
    ("examiner-independence", {"examiner": AT_BKN, "participant": {"agency": "bkn", "unit": "PUSBANG ASN"}},
     "Penguji bekerja pada unit yang sama dengan peserta (PUSBANG ASN, bkn); pertimbangkan penguji lain."),
    ("test-site", SITE | {"qualified": False}, "Tempat uji (TUK) belum berstatus memenuhi syarat."),
    ("test-site", SITE | {"site_methods": []}, 'Tempat uji (TUK) tidak mendukung metode "tertulis".'),
    ("test-site", SITE | {"material": "pensiun"}, 'Tempat uji (TUK) tidak mendukung materi "pensiun".'),
    ("test-plan", PLAN | {"methods": []}, "Rencana uji belum menyebut metode."),
    ("test-plan", PLAN | {"scheme_methods": []}, 'Metode "tertulis" tidak ada dalam skema.'),
    ("test-plan", PLAN | {"units": []}, "Rencana uji belum memuat unit kompetensi."),
    ("test-plan", PLAN | {"matrix": None}, 'Unit "Pensiun" belum mempunyai alat ukur.'),
    ("test-plan", PLAN | {"examiners": [ANI, BUDI | {"competent_for": []}]},
     'Budi tidak kompeten menguji unit "Pensiun".'),
    ("test-plan", PLAN | {"examiners": []}, 'Unit "Pensiun" belum mempunyai penguji.'),
    ("test-plan", PLAN | {"examiners": [ANI]},
     'Unit "Pensiun" hanya mempunyai satu penguji, jadi keputusannya tidak dapat dibandingkan.'),
    ("test-plan", PLAN | {"participants": [{"name": "Citra"}]},
     "Citra diuji dengan alat ukur yang berbeda dari rencana; samakan bagi semua peserta."),
    ("unit-decision", DECISION | {"evidence": 0}, "Keputusan belum bersandar pada satu pun bukti."),
    ("unit-decision", DECISION | {"decided_by": None}, "Keputusan belum menyebut siapa yang memutuskan."),
    ("unit-decision", DECISION | {"decided_on": None}, "Keputusan belum menyebut kapan diputuskan."),
    ("technical-unit", {"aspects": ASPECTS},
     "Unit kompetensi teknis harus menyebut bidang teknis atau keterampilannya."),
    ("technical-unit", {"aspects": ASPECTS | {"sikap": None}, "technical_field": "pensiun"},
     "Aspek sikap/perilaku kerja belum diisi."),
    ("technical-standard", STANDARD | {"level": None}, "Standar belum menyebut jenjang jabatan."),
    ("technical-standard", STANDARD | {"position_kind": None}, "Standar belum menyebut jenis jabatan."),
    ("technical-standard", STANDARD | {"aspects": ASPECTS | {"pengetahuan": ""}}, "Aspek pengetahuan belum diisi."),
    ("scheme", SCHEME | {"units": []}, "Skema belum memuat unit kompetensi."),
    ("scheme", SCHEME | {"requirements": []}, "Skema belum memuat persyaratan khusus."),
    ("scheme", SCHEME | {"category": None}, "Skema belum menyebut kategori jabatan atau keterampilan."),
    ("certificate", CERTIFICATE | {"test": False}, "Sertifikat memerlukan uji kompetensi, verifikasi, atau keduanya."),
    ("certificate", CERTIFICATE | {"level": None}, "Sertifikat belum menyebut jenjang jabatan."),
    ("certificate", CERTIFICATE | {"position_kind": None}, "Sertifikat belum menyebut jenis jabatan."),
    ("certificate", CERTIFICATE | {"standard": None}, "Sertifikat belum menyebut standar yang ditetapkan BKN."),
    ("agency", {}, "Pilih instansi pusat atau instansi daerah."),
    ("agency", {"type": "daerah", "tier": "provinsi"}, "Pilih macam instansinya (instansi daerah)."),
    ("agency", {"type": "daerah", "tier": "provinsi", "kind": "lpnk"},
     "lembaga pemerintah nonkementerian bukan macam instansi daerah; pilih yang lain."),
    ("agency", {"type": "daerah", "kind": "dinas-daerah"},
     "Pilih tingkat instansi daerah: provinsi atau kabupaten/kota."),
    ("agency", {"type": "pusat", "kind": "lpnk", "tier": "provinsi"},
     "Instansi pusat tidak mempunyai tingkat provinsi."),
    ("certification-run", RUN | {"organiser": "other"}, "Sertifikasi diselenggarakan oleh BKN."),
    ("certification-run", RUN | {"training_unit": False},
     "Teknis penyelenggaraan dilaksanakan oleh unit BKN di bidang pelatihan dan pengembangan pegawai ASN."),
    ("certification-run", RUN | {"scheme": None}, "Penyelenggaraan sertifikasi memerlukan skema sertifikasi."),
    ("certification-run", RUN | {"team": []}, "Tim Pelaksana Sertifikasi belum diisi."),
    ("certification-run", RUN | {"committee": []}, "Komite Sertifikasi belum diisi."),
    ("certification-run", RUN | {"examined": [{"participant": "Citra", "examiner": "Budi"}]},
     "Budi menguji Citra dan juga duduk di Komite Sertifikasi; serahkan penetapannya kepada anggota lain."),
    ("assurance", {"staff": [{"name": "Budi", "level": "administrator", "certified_levels": ["pengawas"]}]},
     "Budi bersertifikat, tetapi bukan untuk jenjang jabatannya (Administrator)."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "message"), SAID)
def test_what_a_finding_says(rule, facts, message):
    assert [finding.message() for finding in decide(f"bkn-7-2020/{rule}", facts).findings] == [message]


NAMED = [
    ("asn-employee", {"status": "pns"}, ["Pasal 1 angka 1", "Pasal 1 angka 2"]),
    ("admitted-status", {"regulation": "bkn-11-2008", "status": "pns"}, ["Pasal 1 angka 1-2", "I.C.1"]),
    ("admitted-status", {"regulation": "bkn-26-2019", "status": "pns"}, ["Pasal 1 angka 1-2", "Pasal 26 ayat (1)"]),
    ("admitted-status", {"regulation": "bkn-7-2020", "status": "pns"}, ["Pasal 1 angka 1-2"]),
    ("examiner-independence", tie("is_mentor"), ["Pasal 2 huruf a"]),
    ("test-site", SITE, ["Pasal 1 angka 10"]),
    ("test-plan", {}, ["Pasal 2 huruf c", "Pasal 3 huruf g"]),
    ("unit-decision", {"object": "unit"}, ["Pasal 1 angka 9", "Pasal 2 huruf b", "Pasal 2 huruf d"]),
    ("technical-unit", {}, ["Pasal 1 angka 3", "Pasal 1 angka 4"]),
    ("technical-standard", {}, ["Pasal 1 angka 5"]),
    ("scheme", {}, ["Pasal 1 angka 11"]),
    ("certificate", {}, ["Pasal 1 angka 6", "Pasal 1 angka 7"]),
    ("certificate-validity", {"issued_on": "2021-03-15", "asked_on": "2021-03-15"}, ["Pasal 1 angka 7 (masa berlaku)"]),
    ("agency", {}, ["Pasal 1 angka 12", "Pasal 1 angka 13", "Pasal 1 angka 14"]),
    ("certification-run", {"organiser": "bkn"},
     ["Pasal 4 ayat (1)", "Pasal 4 ayat (2)", "Pasal 1 angka 8", "BAB II (judul)"]),
    ("assurance", {}, ["Menimbang huruf a", "Pasal 3 huruf b", "Pasal 3 huruf c"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "articles"), NAMED)
def test_which_articles_a_decision_names(rule, facts, articles):
    decision = decide(f"bkn-7-2020/{rule}", facts)
    assert list(dict.fromkeys(citation.place for citation in decision.citations)) == articles


def test_an_employee_is_judged_by_both_halves_of_the_sentence():
    quotes = [citation.quote for citation in decide("bkn-7-2020/asn-employee", EMPLOYEE).citations]
    assert quotes == [
        "profesi bagi pegawai negeri sipil dan pegawai pemerintah dengan perjanjian kerja",
        "Pegawai ASN adalah pegawai negeri sipil dan pegawai pemerintah dengan perjanjian kerja yang diangkat oleh "
        "pejabat pembina kepegawaian",
        "diserahi tugas dalam suatu jabatan pemerintahan atau diserahi tugas negara lainnya dan digaji",
    ]


CHECK = ("compliant", "non-compliant")
SHAPES = {
    "admitted-status": (CHECK, []),
    "agency": (CHECK, ["kinds"]),
    "asn-employee": (CHECK, []),
    "assurance": (
        ("all-certified", "some-uncertified", "no-staff"),
        ["staff", "certified", "of_own_level", "uncertified", "holders"],
    ),
    "certificate": (CHECK, []),
    "certificate-validity": (("valid", "expired", "not-yet-valid"), ["valid_until"]),
    "certification-run": (CHECK, []),
    "examiner-independence": (CHECK, []),
    "participant": (CHECK, []),
    "scheme": (CHECK, ["units"]),
    "technical-standard": (CHECK, []),
    "technical-unit": (CHECK, ["kind"]),
    "test-plan": (CHECK, ["instruments", "flexible"]),
    "test-site": (CHECK, []),
    "unit-decision": (CHECK, []),
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_a_rule_may_answer(name):
    rule = edition_of(f"bkn-7-2020/{name}")
    assert (rule.outcomes, rule.as_json()["values"].get("required", [])) == SHAPES[name]
