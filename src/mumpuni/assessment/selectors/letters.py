"""Letters that call assessees, as they would be printed now, and what each of them still lacks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Assessee, Edition, Event, FormTemplate, Notice, Provider, Purpose
from mumpuni.assessment.selectors.arrivals import Arrival, arrivals
from mumpuni.documents.layouts import long_date
from mumpuni.people.models import Appointment, Capacity, Identity, IdentityKind, OfficeHolder, Person
from mumpuni.regulations import Decision, catalogue, decide
from mumpuni.regulations.catalogue import cited

LAYOUTS = {Edition.BKN_2008: "surat-pemberitahuan-2008", Edition.BKN_2019: "surat-pemberitahuan-2019"}
#: Stands for the number until the letter is issued; a preview prints it.
NUMBER_TO_COME = "(diberikan saat terbit)"
SUBJECT_2019 = "Pemanggilan Peserta Penilaian Kompetensi"
PURPOSES = {Purpose.FILLING: "untuk pengisian jabatan", Purpose.MAPPING: "untuk pemetaan jabatan"}
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
MOST_ATTACHMENTS = 19


@dataclass(frozen=True)
class Terms:
    """What is the same for all letters issued at once. `bring` and `contact` are printed on the 2019 letter only."""

    issued_on: date
    nature: str
    signer: OfficeHolder | None
    attachments: int = 0
    bring: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True)
class Called:
    """An assessee with what a letter says about person and time, and the letter in force."""

    assessee: Assessee
    arrival: Arrival
    nip: str
    position: str
    unit: str
    agency: str
    notice: Notice | None
    lines: list[dict[str, str]]

    @property
    def addressee(self) -> dict[str, Any]:
        """The addressee block."""
        printed_nip = f"NIP. {self.nip[:8]} {self.nip[8:14]} {self.nip[14:15]} {self.nip[15:]}" if self.nip else ""
        below = [line for line in (printed_nip, self.position, self.unit or self.agency) if line]
        return {"name": self.assessee.person.full_name, "lines": below}

    @property
    def is_outdated(self) -> bool:
        """Whether the letter in force says something else than one issued now would."""
        if self.notice is None:
            return False
        told = self.notice.document.data
        return bool(told["lines"] != self.lines or told["addressee"] != self.addressee)

    @property
    def is_due(self) -> bool:
        """Whether a letter has to be issued: there is none yet, or it is outdated."""
        return self.notice is None or self.is_outdated


@dataclass(frozen=True)
class Draft:
    """A letter ready to be issued, or what stands in its way; `decision` is that on the fields of the annex."""

    called: Called
    data: dict[str, Any]
    problems: list[str] = field(default_factory=list)
    decision: Decision | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def called(event: Event, only: Collection[int] | None = None) -> list[Called]:
    """Everyone who takes part, with what letters print; a constant number of queries."""
    times = arrivals(event)
    nips = Identity.objects.filter(kind=IdentityKind.NIP)
    posts = Appointment.objects.filter(ends_on=None).select_related("position__unit", "unit", "agency")
    in_force = Notice.objects.filter(replaced_by=None).select_related("document").prefetch_related("receipts")
    found = (
        event.assessees.filter(state=Assessee.State.CALLED)
        .select_related("person", "candidate__target")
        .prefetch_related(
            Prefetch("person__identities", queryset=nips),
            Prefetch("person__appointments", queryset=posts),
            Prefetch("notices", queryset=in_force),
        )
    )
    if only is not None:
        found = found.filter(pk__in=only)
    return [_called(event, each, times[each.pk]) for each in found]


def _called(event: Event, assessee: Assessee, arrival: Arrival) -> Called:
    nip = next((each.plain for each in assessee.person.identities.all()), "")
    post = next(iter(assessee.person.appointments.all()), None)
    place = (post.unit or post.position.unit) if post else None
    return Called(
        assessee=assessee,
        arrival=arrival,
        nip=nip,
        position=post.position.title if post else "",
        unit=f"{place.name}, {post.agency.name}" if post and place else "",
        agency=post.agency.name if post else "",
        notice=next(iter(assessee.notices.all()), None),
        lines=_lines(event, arrival),
    )


def drafts(event: Event, terms: Terms, only: Collection[int] | None = None) -> list[Draft]:
    """A letter for each of them, with every missing field named; a constant number of queries."""
    forms = list(FormTemplate.objects.filter(retired_at=None, after_the_day=False).exclude(published_at=None))
    signer_nip = nip_of(terms.signer.person) if terms.signer else ""
    return [_draft(event, terms, each, forms, signer_nip) for each in called(event, only)]


def nip_of(person: Person) -> str:
    """The NIP in clear, or nothing."""
    return person.identities.filter(kind=IdentityKind.NIP).values_list("plain", flat=True).first() or ""


def venue(event: Event) -> str:
    """The place with its address, or nothing."""
    place = event.place
    return f"{place.name}, {place.address}, {place.city}" if place else ""


def _draft(event: Event, terms: Terms, who: Called, forms: Iterable[FormTemplate], signer_nip: str) -> Draft:
    data = {
        "name": who.assessee.person.full_name,
        "letterhead": letterhead(event.provider),
        "place": event.provider.letter_city.strip(),
        "issued_on": terms.issued_on,
        "signatory": signatory(terms.signer, signer_nip) if terms.signer else {},
        "demo": event.provider.is_demo,
        "nature": terms.nature.strip(),
        "attachment": attachment_words(terms.attachments),
        "addressee": who.addressee,
        "lines": who.lines,
        "replaces": _replaced(who.notice),
        **(_words_2008() if event.is_2008 else _words_2019(event, terms, who, forms)),
    }
    facts = letter_facts(event, terms, who)
    decision = decide("bkn-11-2008/notification-letter", facts) if event.is_2008 else None
    problems = [f"{finding.message()} ({finding.citation})" for finding in decision.findings] if decision else []
    problems += [] if event.is_2008 else list(_missing_2019(facts["fields"]))
    problems += list(_out_of_order(terms, who))
    if terms.signer and not signer_nip:
        problems.append(_("Penanda tangan belum mempunyai NIP; lengkapi datanya di halaman Pegawai."))
    return Draft(who, data, problems, decision, facts)


def letter_facts(event: Event, terms: Terms, who: Called, number: str = NUMBER_TO_COME) -> dict[str, Any]:
    """The eleven fields as the rule reads them; what is empty is None."""
    city, signer, day = event.provider.letter_city.strip(), terms.signer, who.arrival.first
    office = " ".join(printed_office(signer)).strip() if signer else ""
    fields = {
        "place_and_date": f"{city}, {long_date(terms.issued_on)}" if city else None,
        "number": number,
        "nature": terms.nature.strip() or None,
        "attachment": attachment_words(terms.attachments),
        "addressee": {
            "name": who.assessee.person.full_name or None,
            "nip": who.nip or None,
            "position": who.position or None,
            "unit": who.unit or None,
        },
        "day": WEEKDAYS[day.weekday()] if day else None,
        "date": day,
        "time": who.arrival.clock_words or None,
        "venue": venue(event) or None,
        "office": office or None,
        "official": (signer.person.full_name or None) if signer else None,
    }
    return {"fields": fields}


def printed_office(signer: OfficeHolder) -> list[str]:
    """Title and body of the office, blanks left out."""
    return [part for part in (signer.office.title.strip(), signer.office.body.strip()) if part]


def signatory(signer: OfficeHolder, nip: str) -> dict[str, Any]:
    """The signer as layouts take it."""
    definitive = signer.capacity == Capacity.DEFINITIVE
    return {
        "office": " ".join(printed_office(signer)),
        "capacity": "definitive" if definitive else signer.capacity,
        "own_office": signer.own_title if signer.capacity == Capacity.ON_BEHALF else "",
        "name": signer.person.full_name,
        "nip": nip,
    }


def letterhead(provider: Provider) -> list[str]:
    """The lines of the head; the names where the provider has entered none."""
    lines = [line.strip() for line in provider.letterhead.splitlines() if line.strip()]
    return lines or list(dict.fromkeys([provider.agency_name, provider.name]))


def attachment_words(count: int) -> str:
    """As letters say it: `-`, `2 (dua) berkas`."""
    if not count:
        return "-"
    words = _ONES[count] if count < len(_ONES) else f"{_ONES[count - 10]} belas"
    return f"{count} ({words}) berkas"


def portal() -> str:
    """The address of this installation as a letter prints it."""
    return urlsplit(settings.MUMPUNI_BASE_URL).netloc or settings.MUMPUNI_BASE_URL


def _lines(event: Event, arrival: Arrival) -> list[dict[str, str]]:
    if event.is_2008:
        told = {
            "day": WEEKDAYS[arrival.first.weekday()] if arrival.first else "",
            "date": long_date(arrival.first) if arrival.first else "",
            "time": arrival.clock_words,
            "venue": venue(event),
        }
        wording = catalogue("bkn-11-2008/notification-letter-wording")
        order = [code for code in wording.codes if code in told]
        return [{"label": str(wording[code].fields["text"]).rstrip(" :"), "text": told[code]} for code in order]
    days = [f"{WEEKDAYS[day.weekday()]}, {long_date(day)}" for day in arrival.days]
    listed = " dan ".join(filter(None, ["; ".join(days[:-1]), days[-1]])) if days else ""
    return [
        {"label": "Hari, tanggal", "text": listed},
        {"label": "Waktu kedatangan", "text": arrival.clock_words},
        {"label": "Tempat", "text": venue(event)},
    ]


def _words_2008() -> dict[str, Any]:
    wording = catalogue("bkn-11-2008/notification-letter-wording")
    return {code: str(wording[code].fields["text"]) for code in ("subject", "invitation", "closing")}


def _words_2019(event: Event, terms: Terms, who: Called, forms: Iterable[FormTemplate]) -> dict[str, Any]:
    tier = who.assessee.candidate.target.tier
    return {
        "subject": SUBJECT_2019,
        "ground": str(cited(catalogue("bkn-26-2019/execution-steps")["pengarahan"])),
        "client": event.request.agency.name,
        "purpose": PURPOSES[Purpose(event.purpose)],
        "bring": terms.bring,
        "forms": [each.title for each in forms if not each.tiers or tier in each.tiers],
        "portal": portal(),
        "contact": terms.contact.strip(),
    }


def _missing_2019(fields: dict[str, Any]) -> Iterable[str]:
    """No article lists the fields of this letter; these are what nobody can come without."""
    needed = {
        "place_and_date": _("Tempat pembuatan surat belum diisi pada data penyelenggara."),
        "nature": _("Sifat surat belum diisi."),
        "time": _("Waktu kedatangan belum ada; isi hari kegiatan atau umumkan jadwal."),
        "venue": _("Tempat penilaian belum dipilih pada kegiatan ini."),
        "office": _("Jabatan penanda tangan belum diisi pada data penyelenggara."),
        "official": _("Pejabat penanda tangan belum ada."),
    }
    return (sentence for name, sentence in needed.items() if not fields[name])


def _out_of_order(terms: Terms, who: Called) -> Iterable[str]:
    day = who.arrival.first
    if day is not None and day < terms.issued_on:
        yield _("Tanggal penilaian %(day)s mendahului tanggal surat %(issued)s; perbaiki tanggal suratnya.") % {
            "day": long_date(day),
            "issued": long_date(terms.issued_on),
        }


def _replaced(notice: Notice | None) -> str:
    return f"{notice.number} tanggal {long_date(notice.issued_on)}" if notice else ""
