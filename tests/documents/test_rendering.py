import re
import subprocess
import sys
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdfium2
import pytest
import segno
from django.core.exceptions import ValidationError

from mumpuni.documents import layouts, rendering
from tests.documents.examples import CENTRE, CODE, DAY, HEAD, LONG_NAME, LONG_TITLE, competency, training, units

MILLIMETRES = 72 / 25.4
DOTS = 12


def competency_pages(pages, **changes):
    return pages(rendering.render("sertifikat-kompetensi", competency(**changes), on=DAY))


def training_page(pages, **changes):
    (page,) = pages(rendering.render("sertifikat-pelatihan", training(**changes), on=DAY))
    return page


@pytest.mark.requirement("PAND-094", "PAND-095", "PAND-096", "PAND-097", "PAND-098", "PAND-099", "PAND-100", "PAND-101")
@pytest.mark.requirement("PAND-102")
def test_the_first_page_says_what_the_sample_of_the_guide_says_in_its_order(pages):
    first, _second = competency_pages(pages)
    assert [line for line in first if line not in verification(first)] == [
        "BADAN KEPEGAWAIAN NEGARA",
        "PUSAT PENGEMBANGAN APARATUR SIPIL NEGARA",
        "SERTIFIKAT",
        "Nomor : 00017/SERT-MASN/V/2019",
        "Dengan ini menyatakan bahwa,",
        "Dra. Siti Rahmawati, M.Si.",
        "Telah memenuhi 10 Unit Kompetensi dari 15 Unit Kompetensi",
        "Kualifikasi Pengawas",
        "Pada Skema Sertifikasi",
        "MANAJEMEN APARATUR SIPIL NEGARA",
        "Jakarta, 20 Mei 2019",
        "Kepala",
        "Badan Kepegawaian Negara",
        "Ditandatangani secara elektronik",
        "DR. RADEN WIJAYAKUSUMA, S.H.",
        "NIP. 19700101 199503 1 001",
    ]


def verification(page):
    words = ["Kode verifikasi", CODE, "Pindai kode QR, atau masukkan kode ini di", "mumpuni.example/verifikasi"]
    return [line for line in page if line in words]


@pytest.mark.requirement("PAND-103", "PAND-104")
def test_the_second_page_lists_the_units_and_is_signed_by_the_head_of_the_centre(pages):
    _first, second = competency_pages(pages)
    rows = [line for line in second if re.match(r"\d+ ", line)]
    assert rows == [f"{at} {unit['code']} {unit['title']}" for at, unit in enumerate(units(10), start=1)]
    assert "Daftar Unit Kompetensi" in second
    assert "No. Kode Unit Kompetensi Judul Unit Kompetensi" in second
    end = second.index("Jakarta, 20 Mei 2019")
    assert second[end + 1 : end + 3] == ["Kepala", "Pusat Pengembangan Aparatur Sipil Negara"]
    assert second[-2:] == ["DRS. BAMBANG SUTEDJA, M.SI.", "NIP. 19710202 199603 2 002"]


@pytest.mark.requirement("PAND-105", "PAND-033")
@pytest.mark.parametrize("competent", [True, False])
def test_the_word_competent_stands_there_only_when_the_data_say_so(pages, competent):
    first, _second = competency_pages(pages, held=15, units=units(15), competent=competent)
    assert ("KOMPETEN" in first) is competent


@pytest.mark.requirement("B7-20-022")
def test_what_is_not_given_is_not_printed(pages):
    words = "\n".join(line for page in competency_pages(pages) for line in page)
    assert not re.search("Berlaku|Menggantikan|CONTOH –|Plt|Plh|a\\.n\\.", words)


def test_expiry_replacement_and_demo_are_printed_when_given(pages):
    first, second = competency_pages(pages, expires_on="2022-05-20", replaces="00003/SERT-MASN/I/2019", demo=True)
    assert "Berlaku sampai dengan 20 Mei 2022" in first
    assert "Menggantikan sertifikat nomor 00003/SERT-MASN/I/2019" in first
    for page in (first, second):
        assert "CONTOH – DEMO. Bukan sertifikat yang sah." in page


@pytest.mark.parametrize(
    ("capacity", "own_office", "lines"),
    [
        ("plt", "", ["Plt. Kepala", "Badan Kepegawaian Negara"]),
        ("plh", "", ["Plh. Kepala", "Badan Kepegawaian Negara"]),
        ("an", "Sekretaris Utama,", ["a.n. Kepala", "Badan Kepegawaian Negara", "Sekretaris Utama,"]),
    ],
)
def test_the_capacity_of_the_signatory_is_printed(pages, capacity, own_office, lines):
    acting = HEAD | {"capacity": capacity, "own_office": own_office}
    first, _second = competency_pages(pages, signatories=[acting, CENTRE])
    start = first.index("Jakarta, 20 Mei 2019") + 1
    assert first[start : start + len(lines)] == lines


@pytest.mark.requirement("PAND-032", "PAND-106")
def test_the_training_certificate_names_programme_level_dates_and_hours_but_no_units(pages):
    page = training_page(pages)
    assert page[4:10] == [
        "Diberikan kepada",
        "Dra. Siti Rahmawati, M.Si.",
        "Telah mengikuti",
        "Pelatihan dan Sertifikasi Manajemen Aparatur Sipil Negara",
        "Jenjang Administrator, Angkatan 12",
        "Tanggal 13 s.d. 17 Mei 2019 · 15 Jam Pelajaran (JP)",
    ]
    assert "Unit Kompetensi" not in " ".join(page)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-05-04", "2026-05-04", "4 Mei 2026"),
        ("2026-05-04", "2026-05-08", "4 s.d. 8 Mei 2026"),
        ("2026-04-28", "2026-05-02", "28 April s.d. 2 Mei 2026"),
        ("2026-12-28", "2027-01-02", "28 Desember 2026 s.d. 2 Januari 2027"),
    ],
)
def test_dates_repeat_only_what_they_must(first, last, words):
    of = type(DAY).fromisoformat
    assert layouts.date_span(of(first), of(last)) == words


@pytest.mark.requirement("PAND-096", "PAND-102", "PAND-104")
@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"name": " "}, "name", "kosong"),
        ({"number": ""}, "number", "kosong"),
        ({"signatories": [HEAD]}, "signatories.1", "kosong"),
        ({"signatories": [HEAD | {"nip": ""}, CENTRE]}, "signatories.0.nip", "tidak dalam bentuk"),
        ({"signatories": [HEAD, CENTRE | {"nip": "1971"}]}, "signatories.1.nip", "tidak dalam bentuk"),
        ({"signatories": [HEAD | {"capacity": "an"}, CENTRE]}, "signatories.0", "memerlukan jabatannya sendiri"),
        ({"held": 11}, "sertifikat-kompetensi", "berbeda dari daftar unit"),
        ({"required": 9}, "sertifikat-kompetensi", "lebih banyak daripada"),
        ({"verify_url": "javascript:1"}, "verify_url", "tidak dalam bentuk"),
        ({"nama": "Siti"}, "nama", "tidak dalam bentuk"),
        ({"logo": {"media_type": "image/png", "content": "%%%", "name": "Lambang"}}, "logo.content", "bukan base64"),
    ],
)
def test_data_that_do_not_fit_are_refused_by_name(changes, field, why):
    with pytest.raises(ValidationError) as refused:
        rendering.render("sertifikat-kompetensi", competency(**changes), on=DAY)
    (message,) = refused.value.messages
    assert message.startswith(f"Dokumen tidak dapat dicetak. Isi “{field}”: ")
    assert why in message


def test_a_name_is_printed_as_it_is_written_whatever_it_means_to_the_printer(pages):
    name = '#eval("1") $x^2$ @a *b* _c_ <d> \\e'
    assert name in " ".join(competency_pages(pages, name=name)[0])


def test_a_sign_that_the_font_has_not_is_named():
    with pytest.raises(ValidationError) as caught:
        rendering.render("sertifikat-kompetensi", competency(name="Budi 王"), on=DAY)
    assert (caught.value.code, "王" in caught.value.messages[0]) == ("unprintable", True)


def test_an_unknown_layout_is_refused():
    with pytest.raises(ValidationError, match=r"Tata letak “\.\./x” tidak dikenal"):
        rendering.render("../x", competency(), on=DAY)


def test_fifteen_long_titles_and_long_names_stay_on_two_pages_inside_the_frame():
    acting = HEAD | {"capacity": "an", "own_office": "Sekretaris Utama,", "name": LONG_NAME}
    data = competency(
        name=LONG_NAME, held=15, competent=True, units=units(15, LONG_TITLE), replaces="00001/X/2019", demo=True,
        expires_on=DAY, qualification="JPT Pratama Kementerian, Lembaga, dan Daerah", signatories=[acting, acting],
    )  # fmt: skip
    document = pypdfium2.PdfDocument(rendering.render("sertifikat-kompetensi", data, on=DAY))
    assert len(document) == 2
    for page in document:
        width, height = page.get_size()
        words = page.get_textpage()
        boxes = [words.get_charbox(at) for at in range(words.count_chars()) if words.get_text_range(at, 1).strip()]
        inside = 12 * MILLIMETRES
        assert min(box[0] for box in boxes) > inside
        assert min(box[1] for box in boxes) > inside
        assert max(box[2] for box in boxes) < width - inside
        assert max(box[3] for box in boxes) < height - inside
    document.close()


def test_a_long_name_is_broken_into_two_balanced_lines(pages):
    first, _second = competency_pages(pages, name=LONG_NAME)
    start = first.index("Dengan ini menyatakan bahwa,") + 1
    one, other = first[start : start + 2]
    assert f"{one} {other}" == LONG_NAME
    assert abs(len(one) - len(other)) < 25


def dark(pdf):
    """Whether a spot of the first page, in millimetres from its upper left corner, is dark."""
    document = pypdfium2.PdfDocument(pdf)
    bitmap = document[0].render(scale=DOTS / MILLIMETRES, grayscale=True)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    document.close()
    return lambda x, y: pixels[int(y * DOTS) * stride + int(x * DOTS)] < 100


@pytest.mark.parametrize(("media_type", "kind"), [("image/svg+xml", "svg"), ("image/png", "png")])
def test_the_organisers_logo_is_printed_when_given(media_type, kind):
    picture = BytesIO()
    segno.make("lambang").save(picture, kind=kind, border=0)
    logo = {"media_type": media_type, "content": b64encode(picture.getvalue()).decode(), "name": "Lambang"}
    corner = (148.5 - 7.2, 19.3)
    assert not dark(rendering.render("sertifikat-kompetensi", competency(), on=DAY))(*corner)
    assert dark(rendering.render("sertifikat-kompetensi", competency(logo=logo), on=DAY))(*corner)


def test_the_file_declares_the_archive_and_accessibility_standards():
    pdf = rendering.render("sertifikat-kompetensi", competency(), on=DAY)
    for declared in (
        b"<pdfaid:part>2</pdfaid:part>",
        b"<pdfaid:conformance>A</pdfaid:conformance>",
        b"<pdfuaid:part>1",
    ):
        assert declared in pdf


def test_the_same_data_give_the_same_bytes_in_every_process_and_thread():
    mine = rendering.render("sertifikat-kompetensi", competency(), on=DAY)
    script = (
        "import sys; from django.conf import settings; settings.configure(USE_I18N=False)\n"
        "from mumpuni.documents import rendering; from tests.documents.examples import DAY, competency\n"
        "sys.stdout.buffer.write(rendering.render('sertifikat-kompetensi', competency(), on=DAY))"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
    assert other == mine
    jobs = [competency() if at % 2 else competency(name=f"Nama {at}") for at in range(8)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda data: rendering.render("sertifikat-kompetensi", data, on=DAY), jobs))
    assert [pdf == mine for pdf in made] == [bool(at % 2) for at in range(8)]


def test_what_is_stamped_as_made_is_the_day_given():
    assert b"D:20190520000000Z" in rendering.render("sertifikat-pelatihan", training(), on=DAY)


def test_the_printed_qr_code_is_that_of_the_verification_address():
    data = competency()
    spot = dark(rendering.render("sertifikat-kompetensi", data, on=DAY))
    matrix = [list(map(bool, row)) for row in segno.make(data["verify_url"], error="m", micro=False).matrix]
    left, side, step = 27.0, 23.0, 1 / DOTS
    rows = [y * step for y in range(140 * DOTS, 195 * DOTS) if spot(left + 0.2, y * step)]
    top = rows[0]
    module = side / len(matrix)
    printed = [
        [spot(left + (x + 0.5) * module, top + (y + 0.5) * module) for x in range(len(matrix))]
        for y in range(len(matrix))
    ]
    assert printed == matrix
