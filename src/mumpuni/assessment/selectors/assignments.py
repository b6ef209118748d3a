"""Letters of assignment: what they print, and who reads them (surat tugas)."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mumpuni.assessment import policies
from mumpuni.assessment.models import AssignmentLetter, Event, Grade, Practitioner, TeamMember, TeamRole
from mumpuni.assessment.selectors import teams
from mumpuni.people.models import Capacity, OfficeHolder
from mumpuni.people.policies import Unusable
from mumpuni.people.selectors.offices import signatory_on
from mumpuni.regulations.register import REGULATIONS


def letters(actor: Any, event: Event) -> QuerySet[AssignmentLetter]:
    """Those of an event, the latest first; for whoever sees the event."""
    found = event.assignment_letters.select_related("document", "signed_by__person", "signed_by__office")
    return found if policies.may_see_event(actor, event) else found.none()


def letter(actor: Any, event: Event, pk: int) -> AssignmentLetter:
    """One of them.

    Raises:
        Http404: for one that is not there or out of sight.
    """
    found = letters(actor, event).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def is_current(event: Event, team: list[TeamMember], last: AssignmentLetter | None) -> bool:
    """Whether the last letter names this very team."""
    return last is not None and last.document.data.get("members") == printed_members(event, team)


def signatory(event: Event, day: date) -> OfficeHolder:
    """Who signs the provider's letters on a day.

    Raises:
        Unusable: when no office is chosen, nobody holds it, or the holder has no NIP.
    """
    office = event.provider.office
    if office is None:
        raise Unusable(
            _("Jabatan yang menandatangani surat belum dipilih; isi pada halaman penyelenggara."), code="no-office"
        )
    holder = signatory_on(office, day)
    if holder is None:
        raise Unusable(
            _("Tidak ada pejabat %(office)s pada %(day)s; catat pejabatnya pada halaman Jabatan."),
            code="no-holder",
            params={"office": office, "day": day.isoformat()},
        )
    if not nip_of(holder.person):
        raise Unusable(
            _("NIP %(name)s belum tercatat; lengkapi data orangnya."), code="no-nip", params={"name": holder.person}
        )
    return holder


def nip_of(person: Any) -> str:
    """The NIP, or nothing."""
    return next((each.plain for each in person.identities.all() if each.plain), "")


def spaced(nip: str) -> str:
    """A NIP as letters print it."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == 18 else nip


def signed_by(holder: OfficeHolder) -> dict[str, str]:
    """The signature block of a letter."""
    capacity = "definitive" if holder.capacity == Capacity.DEFINITIVE else holder.capacity
    return {
        "office": f"{holder.office.title}\n{holder.office.body}",
        "capacity": capacity,
        "own_office": holder.own_title,
        "name": holder.person.full_name,
        "nip": nip_of(holder.person),
    }


def head(event: Event, number: str, code: str, on: date, holder: OfficeHolder) -> dict[str, Any]:
    """What every letter of a provider begins and ends with; part of the data of `OfficialLetter`.

    Raises:
        Unusable: when the provider has no letterhead or no place of its letters.
    """
    provider = event.provider
    lines = [line.strip() for line in provider.letterhead.splitlines() if line.strip()]
    if not lines or not provider.letter_city:
        raise Unusable(
            _("Kepala surat dan tempat pembuatan surat belum diisi; lengkapi pada halaman penyelenggara."),
            code="no-letterhead",
        )
    return {
        "number": number,
        "letterhead": lines,
        "place": provider.letter_city,
        "issued_on": on.isoformat(),
        "code": code,
        "verify_url": settings.MUMPUNI_BASE_URL + reverse("certification:verify_code", args=[code]),
        "verify_at": f"{urlsplit(settings.MUMPUNI_BASE_URL).netloc}/verifikasi",
        "signatory": signed_by(holder),
        "demo": provider.is_demo,
    }


def printed(event: Event, team: list[TeamMember], last: AssignmentLetter | None) -> dict[str, Any]:
    """What a letter of assignment prints besides its head; `team` has its duties."""
    place = event.place
    method = event.get_method_display() if event.method else ""
    titles = ", ".join(dict.fromkeys(each.title for each in event.request.targets.all()))
    asked = event.request
    grounds = [REGULATIONS[event.edition].short_title]
    if asked.letter_number:
        grounds.append(f"Surat permintaan {asked.agency.name} nomor {asked.letter_number}")
    if event.decision_number:
        grounds.append(f"Keputusan pembentukan Tim Penilaian Kompetensi nomor {event.decision_number}")
    duties = dict.fromkeys((str(TeamRole(each.role).label), each.duty) for each in team if each.duty)
    return {
        "name": event.name,
        "grounds": grounds,
        "client": asked.agency.name,
        "purpose": f"{event.get_purpose_display()} {titles}".strip(),
        "method": f"{event.get_family_display()}, {method.lower()}" if method else "",
        "starts_on": event.first_day.isoformat(),
        "ends_on": event.last_day.isoformat(),
        "venue": f"{place.name}, {place.address}, {place.city}" if place else "",
        "members": printed_members(event, team),
        "duties": [{"role": role, "text": text} for role, text in duties],
        "replaces": last.number if last else "",
    }


def printed_members(event: Event, team: list[TeamMember]) -> list[dict[str, Any]]:
    """The lines of the table, in Indonesian whatever the reader chose."""
    with translation.override("id"):
        return [_line(event, each) for each in team]


def _line(event: Event, member: TeamMember) -> dict[str, Any]:
    who = member.practitioner
    grade = who.grade_on(event.first_day)
    independent = who.kind == Practitioner.Kind.INDEPENDENT
    return {
        "name": who.person.full_name,
        "nip": spaced(nip_of(who.person)),
        "grade": str(Grade(grade).label if grade else who.get_kind_display() if independent else ""),
        "home": who.provider.name if who.provider else "",
        "role": str(member.get_role_display()),
        "notes": [f"{member.get_fallback_display()}: {member.fallback_reason}"] if member.fallback else [],
    }


def standing(event: Event) -> list[TeamMember]:
    """The present team with its papers, for the letter."""
    return teams.members(event)
