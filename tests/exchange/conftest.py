import datetime as dt
from collections import defaultdict

import pytest
from allauth.mfa.models import Authenticator

from mumpuni.exchange import cells, importers, services
from mumpuni.exchange.importers import Field, Importer
from mumpuni.people.models import Account, Agency, RoleGrant
from tests.exchange import books

KIND = "uji.kantor"
SEATS = 3


class OfficeImporter(Importer):
    """A small importer that writes agencies, so that the kit is tested against a real table."""

    kind = KIND
    title = "Impor kantor"
    template_name = "templat-kantor"
    fields = (
        Field("nip", "NIP", required=True, parse=cells.nip, example="198005052005011001"),
        Field("name", "Nama kantor", required=True, aliases=("kantor", "nama"), example="Kantor Contoh"),
        Field("since", "Berdiri", parse=cells.date_text, aliases=("tanggal berdiri",)),
        Field("group", "Angkatan", parse=cells.whole_number),
        Field("sex", "L/P", parse=cells.sex, choices=("L", "P")),
        Field("nik", "NIK", parse=cells.nik, sensitive=True),
    )
    unique = (("nip",),)
    context_fields = ("tahun",)

    def may_import(self, actor, context):
        return "organiser" in actor.role_words and context.get("tahun", "") != "1999"

    def owner_key(self, context):
        return f"tahun:{context.get('tahun', '')}"

    def describe(self, context):
        return f"Tahun {context.get('tahun', '')}"

    def group_keys(self, row):
        return [f"angkatan:{row.get('group')}"] if row.get("group") else []

    def check(self, rows, context, actor):
        known = set(
            Agency.objects.filter(name__in=[row.get("name", "") for row in rows]).values_list("name", flat=True)
        )
        groups = defaultdict(list)
        for row in rows:
            groups[row.get("group")].append(row)
            if row.get("name") in known:
                row.fail("name", "known", "Kantor ini sudah ada.", "Lewati baris ini.")
            if "?" in row.get("name", ""):
                row.warn("name", "doubtful", "Nama berisi tanda tanya.", "Periksa namanya.")
        for number, group in groups.items():
            for row in group[SEATS:] if number else ():
                row.fail("group", "over-seats", f"Angkatan {number} penuh.", "Pilih angkatan lain.")

    def write(self, rows, context, actor):
        made = Agency.objects.bulk_create(Agency(name=row.get("name"), kind="provinsi") for row in rows)
        return [("people.agency", each.pk) for each in made]

    def may_undo(self, batch):
        used = Agency.objects.filter(pk__in=batch.written("people.agency"), short_name="dipakai").count()
        return "Satu kantor sudah dipakai." if used else None

    def undo(self, batch, actor):
        Agency.objects.filter(pk__in=batch.written("people.agency")).delete()


@pytest.fixture(autouse=True)
def importer(monkeypatch):
    """The importer, known for the length of one test."""
    monkeypatch.setattr(importers, "_IMPORTERS", {})
    importers.register(OfficeImporter())
    return importers.importer_for(KIND)


def account(email, *roles):
    made = Account.objects.create_user(email, "kata-sandi-uji", name=email.split("@")[0].title())
    for role in roles:
        RoleGrant.objects.create(account=made, role=role, starts_on=dt.date(2020, 1, 1), reason="uji")
    if roles:
        Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return Account.objects.get(pk=made.pk)


@pytest.fixture
def organiser(db):
    return account("rina@example.id", "organiser")


@pytest.fixture
def colleague(db):
    return account("dodi@example.id", "organiser")


@pytest.fixture
def stranger(db):
    return account("tono@example.id")


HEAD = ["NIP", "Kantor", "Berdiri", "Angkatan", "L/P", "NIK"]


def nip(number):
    return f"1980050520050{number:05d}"


def line(number, **changes):
    values = {"nip": nip(number), "name": f"Kantor {number}", "since": "5 Mei 1980", "group": "", "sex": "L", "nik": ""}
    return list((values | changes).values())


@pytest.fixture
def sheet():
    """A workbook from lines."""
    return lambda *lines: books.xlsx([["DAFTAR KANTOR"], HEAD, *lines], sheet="Usulan")


@pytest.fixture
def uploaded(organiser, sheet):
    """An import of these lines, checked."""

    def bring(*lines, actor=organiser, **options):
        batch = services.upload(
            actor=actor, kind=KIND, file_name="kantor.xlsx", data=sheet(*lines), context={"tahun": "2026"}, **options
        )
        return services.map_columns(actor=actor, batch=batch)

    return bring


@pytest.fixture
def enter(organiser):
    """Confirm and let the job do its work."""

    def go(batch, actor=organiser):
        services.confirm(actor=actor, batch=batch)
        services.run_confirm(batch_id=str(batch.pk), actor_id=actor.pk)
        batch.refresh_from_db()
        return batch

    return go
