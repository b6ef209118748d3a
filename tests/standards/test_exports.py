import csv
import io
import json
from uuid import UUID

import pypdfium2
import pytest
from django.urls import reverse

from mumpuni.people.policies import Refused
from mumpuni.standards.models import Counterpart, StandardVersion
from mumpuni.standards.selectors import case, files
from mumpuni.standards.services.books import print_book
from tests.people import factories as people
from tests.standards.factories import TODAY, bpsdm, fill, make_version, publish

pytestmark = pytest.mark.django_db
BASE = "https://mumpuni.example/"
DOCUMENT = {"identifier", "uri", "creator", "title", "lastChangeDateTime"}
ITEM = {"identifier", "uri", "fullStatement", "CFDocumentURI", "lastChangeDateTime"}
ASSOCIATION = {"identifier", "uri", "associationType", "originNodeURI", "destinationNodeURI", "lastChangeDateTime"}


def published(**given):
    version = make_version()
    fill(version, **given)
    return publish(version)


def sound(package):
    """Required properties, unique identifiers, and nothing that leads nowhere without saying where to."""
    assert set(package["CFDocument"]) >= DOCUMENT
    identifiers = [package["CFDocument"]["identifier"]]
    for kind, needed in (("CFItems", ITEM), ("CFAssociations", ASSOCIATION)):
        for each in package[kind]:
            assert set(each) >= needed
            assert all(each[name] for name in needed)
            identifiers.append(each["identifier"])
    assert len(set(identifiers)) == len(identifiers)
    assert [str(UUID(each)) for each in identifiers] == identifiers
    inside = {each["identifier"]: each["uri"] for each in (package["CFDocument"], *package["CFItems"])}
    for each in package["CFAssociations"]:
        for end in (each["originNodeURI"], each["destinationNodeURI"]):
            assert all(end[name] for name in ("title", "identifier", "uri"))
            assert inside.get(end["identifier"], end["uri"]) == end["uri"]
            assert end["identifier"] in inside or each["associationType"] != "isChildOf"
    return package


def kinds(package, word):
    return [each for each in package["CFAssociations"] if each["associationType"] == word]


@pytest.mark.requirement("P11-18-105")
def test_a_package_holds_every_node_under_its_own_identifier_with_the_code_made_from_numbers():
    version = published()
    package = sound(case.package(version, BASE))
    codes = [each["humanCodingScheme"] for each in package["CFItems"]]
    assert len(codes) == len(set(codes)) == 5 + 10 + 20
    assert codes[:3] == ["AP.001.UK-U.01", "AP.001.UK-U.01.EK-U.1", "AP.001.UK-U.01.EK-U.1.KUK-U.01"]
    assert len(kinds(package, "isChildOf")) == len(codes)
    assert package["CFDocument"]["uri"] == f"{BASE}api/v1/case/CFDocuments/{version.identifier}"
    assert package["CFDocument"]["adoptionStatus"] == "Adopted"
    assert case.package(version, BASE) == package


def test_counterparts_and_the_version_before_are_named_with_address_and_title():
    old, other = published(), published()
    new = StandardVersion.objects.create(standard=old.standard, number=2, started_on=TODAY)
    fill(new)
    for before, after in zip(old.units.order_by("kind", "number"), new.units.order_by("kind", "number"), strict=True):
        after.lineage = before.lineage
        after.title = before.title if after.kind != "P" else "Judul lain"
        after.save()
    old.in_force_until = TODAY
    old.save()
    unit = new.units.get(kind="I")
    there = other.units.get(kind="I")
    Counterpart.objects.create(unit=unit, scope="skk", relation="exactMatchOf", other=there, title=there.title)
    Counterpart.objects.create(unit=unit, scope="national", code="M.70", title="Mengelola SDM")
    package = sound(case.package(new, BASE))
    outside = kinds(package, "isRelatedTo")[0]["destinationNodeURI"]
    assert (outside["title"], outside["uri"][:9]) == ("M.70 Mengelola SDM", "urn:uuid:")
    ends = {each["destinationNodeURI"]["identifier"] for each in kinds(package, "exactMatchOf")}
    unchanged = {str(each.identifier) for each in old.units.exclude(kind="P")}
    assert ends == {str(there.identifier), *unchanged}
    replaced = {each["destinationNodeURI"]["identifier"] for each in kinds(package, "replacedBy")}
    assert replaced == {str(new.identifier), str(new.units.get(kind="P").identifier)}


def test_the_public_address_answers_published_standards_to_strangers_and_no_drafts(client, settings):
    version, draft = published(), make_version()
    fill(draft)
    front = "/api/v1/case"
    listed = client.get(f"{front}/CFDocuments")
    assert [each["identifier"] for each in listed.json()["CFDocuments"]] == [str(version.identifier)]
    assert listed["X-Total-Count"] == "1"
    package = sound(client.get(f"{front}/CFPackages/{version.identifier}").json())
    for each in (package["CFDocument"], package["CFItems"][0], package["CFItems"][1], package["CFItems"][2]):
        assert client.get(each["uri"]).json() == each
    unit = draft.units.first()
    for path in (f"CFPackages/{draft.identifier}", f"CFDocuments/{draft.identifier}", f"CFItems/{unit.identifier}"):
        assert client.get(f"{front}/{path}").status_code == 404
    assert str(draft.identifier) not in listed.content.decode()
    settings.MUMPUNI_RULES_PER_MINUTE = 1
    refused = client.get(f"{front}/CFDocuments")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")


def test_the_whole_register_leaves_in_pieces_to_those_who_watch_it(client, queries):
    versions = [published(core=2) for _number in range(3)]
    client.force_login(bpsdm())
    response = client.get(reverse("standards:skk_case_all"))
    packages = json.loads(response.getvalue())["CFPackages"]
    assert [sound(each)["CFDocument"]["identifier"] for each in packages] == [str(each.identifier) for each in versions]
    client.force_login(people.account("participant"))
    assert client.get(reverse("standards:skk_case_all")).status_code == 403
    with pytest.raises(Refused):
        list(case.register_pieces(None, BASE))
    actor = bpsdm()
    list(case.register_pieces(actor, BASE))
    some = queries(lambda: list(case.register_pieces(actor, BASE)))
    for _number in range(5):
        published()
    assert queries(lambda: list(case.register_pieces(actor, BASE))) == some


def pages(pdf):
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.requirement("P11-18-129")
@pytest.mark.usefixtures("unsealed")
def test_the_book_holds_what_pasal_19_asks_with_codes_decree_and_ground():
    version = published()
    version.units.filter(kind="I").update(skills="Mampu:\n\n- menyusun jadwal\n- membagi tugas")
    cover, listing, *rest = pages(print_book(version))
    assert "Kepala Bidang Mutasi" in cover
    assert "100-1 Tahun 2026, 2 Maret 2026" in " ".join(cover.split())
    assert "Pasal 14 ayat (1) Peraturan Menteri Dalam Negeri Nomor 11 Tahun 2018" in " ".join(cover.split())
    assert "RANCANGAN" not in cover
    for code in ("AP.001.UK-U.01", "AP.001.UK-U.03", "AP.001.UK-I.01", "AP.001.UK-P.01"):
        assert code in listing
    text = " ".join(" ".join(rest).split())
    for words in (
        "1. Judul dan kode unit",
        "2. Deskripsi unit kompetensi",
        "3. Elemen kompetensi dan kriteria unjuk kerja",
        "EK-I.2",
        "KUK-I.02",
        "Langkah 2.2 dilaksanakan sesuai prosedur",
        "4. Panduan penilaian",
        "5. Batasan variabel",
        "membagi tugas",
    ):
        assert words in text
    version.legal_ground = "Pasal 14"
    assert "Dasar hukum: Pasal 14 Peraturan" in " ".join(pages(print_book(version))[0].split())


def test_the_book_of_a_draft_says_so_on_every_page_and_of_a_published_one_repeats(client):
    draft = make_version()
    fill(draft)
    client.force_login(bpsdm())
    response = client.get(reverse("standards:skk_book", args=[draft.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="skk-pdn-ap001-v1-rancangan.pdf"'
    assert all("RANCANGAN" in page for page in pages(response.content))
    version = publish(draft)
    assert print_book(version) == print_book(version)


@pytest.mark.usefixtures("unsealed")
def test_a_sign_that_cannot_be_printed_is_named_on_the_page(client):
    version = published()
    version.units.filter(kind="I").update(title="Menyusun 漢")
    client.force_login(bpsdm())
    response = client.get(reverse("standards:skk_book", args=[version.pk]), follow=True)
    assert "漢" in response.content.decode()
    assert "tidak dapat dicetak" in response.content.decode()


@pytest.mark.usefixtures("unsealed")
def test_the_csv_holds_codes_and_texts_and_runs_nothing(client):
    version = published()
    version.units.filter(kind="I").update(title="=1+1")
    client.force_login(people.account("participant"))
    response = client.get(reverse("standards:skk_csv", args=[version.pk]))
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text[1:]))
    assert tuple(head) == files.CSV_HEAD
    assert len(rows) == 35
    assert next(row for row in rows if row[0] == "AP.001.UK-I.01")[4] == "'=1+1"
