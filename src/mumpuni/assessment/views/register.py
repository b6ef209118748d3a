"""Pages of the register: the list, and the page of one person."""

from datetime import date, timedelta
from typing import Any

import django_filters as filters
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment import words
from mumpuni.assessment.models import Credential, Grade, Knowledge, Practitioner, Provider, Purpose, TimetableRules
from mumpuni.assessment.policies import own_person, providers_of, watches
from mumpuni.assessment.policies import register as policies
from mumpuni.assessment.selectors import register as selectors
from mumpuni.assessment.selectors import standing
from mumpuni.assessment.tables.register import PractitionerTable
from mumpuni.people.policies import require
from mumpuni.ui.forms import DateInput
from mumpuni.ui.lists import Action, ListView

#: A paper that ends within so many days is shown as ending.
SOON = 92
#: So many weeks ahead are shown as free or taken.
WEEKS = 4


class PractitionerFilter(filters.FilterSet):
    """By kind, grade today, licence, provider, and who is free on a day."""

    kind = filters.ChoiceFilter(choices=Practitioner.Kind.choices, label=gettext_lazy("Jenis"))
    grade = filters.ChoiceFilter(choices=Grade.choices, method="by_grade", label=gettext_lazy("Jenjang"))
    psychologist = filters.ChoiceFilter(
        choices=[("ya", gettext_lazy("Ya"))], method="by_licence", label=gettext_lazy("Psikolog")
    )
    provider = filters.ModelChoiceFilter(
        queryset=Provider.objects.order_by("name"), label=gettext_lazy("Penyelenggara")
    )
    free = filters.DateFilter(method="by_day", label=gettext_lazy("Bebas pada"), widget=DateInput())

    def by_grade(self, rows: QuerySet[Any], _name: str, grade: str) -> QuerySet[Any]:
        """Held today."""
        today = timezone.localdate()
        held = Q(grades__grade=grade, grades__starts_on__lte=today)
        return rows.filter(held & (Q(grades__ends_on=None) | Q(grades__ends_on__gte=today)))

    def by_licence(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Holding a licence today; only among those whose papers the actor may see."""
        today = timezone.localdate()
        licensed = Credential.objects.filter(kind=Credential.Kind.PSYCHOLOGIST, issued_on__lte=today)
        licensed = licensed.filter(Q(valid_until=None) | Q(valid_until__gte=today))
        licensed = licensed.filter(Q(revoked_on=None) | Q(revoked_on__gt=today))
        return rows.filter(is_whole=True, pk__in=licensed.values("practitioner"))

    def by_day(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """Neither away nor booked."""
        return rows.filter(selectors.free_on(day))


class Register(ListView):
    """Who may be called into teams."""

    title = gettext_lazy("Register Assessor dan tenaga penilaian")
    selector = staticmethod(selectors.practitioners)
    table_class = PractitionerTable
    filterset_class = PractitionerFilter
    search_fields = ("person__name__icontains", "provider__name__icontains")
    search_hint = gettext_lazy("Nama")
    export_name = gettext_lazy("Register Assessor")
    empty_icon = "users-group"
    empty_title = gettext_lazy("Register masih kosong")
    empty_text = gettext_lazy("Tambahkan Assessor, tester, Narasumber, dan tenaga pendukung, atau impor dari Excel.")

    def may_view(self, actor: Any) -> None:
        """Staff of providers and the Instansi Pembina."""
        require(policies.may_see_register(actor), words.MAY_NOT_SEE_REGISTER)

    def actions(self, actor: Any) -> list[Action]:
        """Adding, for staff; importing too, unless they first have to say for which provider, on its page."""
        own = providers_of(actor)
        if not own:
            return []
        add = Action(reverse("assessment:practitioner_add"), _("Tambah orang"), icon="plus")
        return [add, *(import_actions(*own) if len(own) == 1 else [])]


def import_actions(provider: int) -> list[Action]:
    """The two imports into the register of a provider."""
    people = reverse("exchange:import_new", args=["assessment.practitioner"])
    work = reverse("exchange:import_new", args=["assessment.past-work"])
    return [
        Action(f"{people}?penyelenggara={provider}", _("Impor register"), icon="upload"),
        Action(f"{work}?penyelenggara={provider}", _("Impor riwayat penilaian"), icon="upload"),
    ]


@login_required
@require_safe
def own_page(request: HttpRequest) -> HttpResponse:
    """The own page of somebody who stands in the register."""
    person = own_person(request.user)
    found = Practitioner.objects.filter(person=person).first() if person else None
    if found is None or not policies.is_self(request.user, found):
        raise Http404(_("Anda belum tercatat dalam register penilaian."))
    return redirect("assessment:practitioner", found.pk)


@login_required
@require_safe
def practitioner_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: everything for own staff, the person and the Instansi Pembina; grade and free days for others."""
    actor: Any = request.user
    found = selectors.practitioner(actor, pk)
    today = timezone.localdate()
    context: dict[str, Any] = {
        "one": found,
        "grade": _grade(found, today),
        "weeks": _weeks(found, today),
        "whole": policies.sees_whole(actor, found),
        "sees_register": policies.may_see_register(actor),
    }
    if context["whole"]:
        context |= _whole(actor, found, today)
    return render(request, "assessment/register/practitioner.html", context)


def _grade(found: Practitioner, today: date) -> str:
    grade = found.grade_on(today)
    return str(Grade(grade).label) if grade else ""


def _weeks(found: Practitioner, today: date) -> list[list[tuple[date, bool]]]:
    """Days of the coming weeks, Monday to Sunday, each with whether it is taken."""
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=number) for number in range(7 * WEEKS)]
    busy = selectors.busy_days(found, days[0], days[-1])
    return [[(day, day in busy) for day in days[start : start + 7]] for start in range(0, len(days), 7)]


def _whole(actor: Any, found: Practitioner, today: date) -> dict[str, Any]:
    minutes = selectors.week_loads([found.person_id], today).get(found.person_id, 0)
    limit = TimetableRules._meta.get_field("week_limit").default
    work = selectors.past_work(actor, found)
    told: dict[str, Any] = {
        "may_keep": policies.may_keep_practitioner(actor, found),
        "may_plan_days": policies.may_keep_practitioner(actor, found) or policies.is_self(actor, found),
        "may_move": policies.may_move(actor),
        "may_grant": policies.may_grant_equivalence(actor),
        "is_watching": watches(actor),
        "credentials": [(each, *_paper_state(each, today)) for each in found.credentials.all()],
        "knows": [str(Knowledge(word).label) for word in found.knows],
        "minutes": minutes,
        "limit": limit,
        "over": minutes > limit,
        "work": work[:50],
        "work_count": len(work),
        "away": [each for each in found.away.all() if each.ends_on >= today],
    }
    if found.kind == Practitioner.Kind.INDEPENDENT:
        told |= _independent(found, today)
    return told


def _independent(found: Practitioner, today: date) -> dict[str, Any]:
    """How an Assessor Independen stands today, for each target."""
    whole = selectors.one_with_all(found.pk)
    labels = {"jpt": _("Jabatan Pimpinan Tinggi"), "administration": _("Jabatan Administrasi")}
    return {
        "is_independent": True,
        "standing": [
            (label, standing.judge_independent(whole, target, today, Purpose.FILLING))
            for target, label in labels.items()
        ],
        "application": standing.last_application(found),
        "conditions": standing.judge_equivalence(whole, today),
    }


def _paper_state(paper: Credential, today: date) -> tuple[str, str]:
    """Tone and word: expired red, ending within three months yellow."""
    if paper.revoked_on is not None and paper.revoked_on <= today:
        return "bad", _("Dibatalkan")
    if paper.valid_until is not None and paper.valid_until < today:
        return "bad", _("Berakhir")
    if paper.issued_on > today:
        return "wait", _("Belum berlaku")
    if paper.kind == Credential.Kind.EXPERIENCE and not standing.proves_experience(paper, today):
        return "bad", _("Tidak membuktikan syarat")
    if paper.valid_until is not None and paper.valid_until < today + timedelta(days=SOON):
        return "warn", _("Segera berakhir")
    return "good", _("Berlaku")
