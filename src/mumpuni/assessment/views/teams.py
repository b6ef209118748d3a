"""Pages of an event's team: who is in it, what the rules say, adding, changing, leaving, replacing."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms import teams as forms
from mumpuni.assessment.models import Event, Practitioner, TeamMember, TeamRole
from mumpuni.assessment.policies import teams as team_policies
from mumpuni.assessment.selectors import events as events_seen
from mumpuni.assessment.selectors import pool, proposals, sheets
from mumpuni.assessment.selectors import teams as selectors
from mumpuni.assessment.services import teams as services
from mumpuni.people.policies import require
from mumpuni.people.views.base import ServiceForm
from mumpuni.regulations import Finding


def language() -> str:
    """The language in which findings are told."""
    return (get_language() or "id")[:2]


def told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as a page shows them."""
    tones = {"violation": "bad", "warning": "warn", "info": "note"}
    return [
        {"text": each.message(language()), "citation": each.citation, "tone": tones[each.severity]} for each in findings
    ]


@login_required
@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """The team by role, each defect beside the person."""
    actor: Any = request.user
    event = events_seen.event(actor, pk)
    sheet = sheets.team_sheet(actor, event)
    context = {
        "event": sheet.event,
        "sheet": sheet,
        "rows": [(each, told(each.findings)) for each in sheet.rows],
        "general": told(sheet.general),
        "left": sheet.left,
        "letters": sheet.letters,
    }
    return render(request, "assessment/teams/team.html", context)


@login_required
@require_safe
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """The register, searched for somebody to take in, with free days and the load of the week."""
    actor: Any = request.user
    event = events_seen.event(actor, pk)
    require(policies.may_appoint(actor, event), words.MAY_NOT_MANAGE)
    form = forms.FindForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    found = pool.search(actor, event, asked)
    rooms = pool.room(event, found)
    inside = set(event.team.filter(removed_at=None).values_list("practitioner", flat=True))
    context = {
        "event": event,
        "tab": "team",
        "form": form,
        "q": asked,
        "rows": [
            (each, proposals.grade_word(each, event), rooms[each.pk], each.pk in inside, selectors.is_own(event, each))
            for each in found
        ],
        "most": pool.MOST,
    }
    return render(request, "assessment/teams/find.html", context)


class OnTeam(ServiceForm):
    """A form about the team of one event; a refusal of a rule stands in it with its article."""

    template_name = "assessment/teams/form.html"

    @property
    def event(self) -> Event:
        """The event of the address."""
        if not hasattr(self, "_event"):
            self._event = events_seen.event(self.request.user, self.kwargs["pk"])
        return self._event

    def allowed(self) -> None:
        """Refuse the page to those whom the service would refuse."""
        require(policies.may_appoint(self.request.user, self.event), words.MAY_NOT_MANAGE)

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        self.allowed()
        return super().get_form(form_class)

    def get_initial(self) -> dict[str, Any]:
        """What the page was made from."""
        return {"revision": self.event.revision}

    def back(self) -> str:
        """The team."""
        return reverse("assessment:team", args=[self.event.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the event, for the frame."""
        return super().get_context_data(event=self.event, tab="team", **kwargs)


class OnPerson(OnTeam):
    """A form about one person in a role; what the rules would say is shown as the role is chosen."""

    form_class = forms.MemberForm

    @property
    def who(self) -> Practitioner:
        """The person."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; for a change of the role only what the rules say of it."""
        if not getattr(request, "htmx", False):
            return super().get(request, *args, **kwargs)
        self.allowed()
        role = request.GET.get("role", "")
        interprets = request.GET.get("interprets_tests") == "on"
        return render(request, "assessment/teams/_judged.html", self._judged(role, interprets=interprets))

    def _judged(self, role: str, *, interprets: bool = False) -> dict[str, Any]:
        if role not in TeamRole.values:
            return {"judged": None}
        found, kind = sheets.would_be(self.event, self.who, role, self.kwargs.get("member"), interprets=interprets)
        return {"judged": told(found), "exception": TeamMember.Fallback(kind).label if kind else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The person, and what the rules say of the role chosen."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        role, interprets = form["role"].value(), bool(form["interprets_tests"].value())
        return {**context, "who": self.who, "live": True, **self._judged(str(role or ""), interprets=interprets)}


class Add(OnPerson):
    """Take somebody into the team."""

    button = gettext_lazy("Masukkan ke tim")
    done = gettext_lazy("Anggota ditambahkan.")

    @property
    def who(self) -> Practitioner:
        """Somebody of the register."""
        if not hasattr(self, "_who"):
            self.allowed()
            found = selectors.with_papers(pool.register(self.request.user, self.event))
            self._who = get_object_or_404(found, pk=self.kwargs["who"])
        return self._who

    @property
    def title(self) -> str:  # type: ignore[override]
        """Whose place it is."""
        return _("Tambah %(name)s") % {"name": self.who}

    def get_initial(self) -> dict[str, Any]:
        """The role that the list proposed."""
        asked = self.request.GET.get("role", "")
        return {**super().get_initial(), "role": asked if asked in TeamRole.values else TeamRole.ASSESSOR}

    def act(self, form: Any) -> TeamMember:
        """Add."""
        return services.add_member(
            actor=self.request.user, event=self.event, practitioner=self.who, **form.cleaned_data
        )


class OnMember(OnPerson):
    """A form about one who is in the team."""

    @property
    def member(self) -> TeamMember:
        """The member of the address."""
        if not hasattr(self, "_member"):
            found = self.event.team.filter(removed_at=None).select_related("practitioner__person", "event")
            self._member = get_object_or_404(found, pk=self.kwargs["member"])
        return self._member

    @property
    def who(self) -> Practitioner:
        """The person."""
        if not hasattr(self, "_who"):
            found = selectors.with_papers(Practitioner.objects.filter(pk=self.member.practitioner_id))
            self._who = found.get()
        return self._who


class Change(OnMember):
    """Another role, or another reason."""

    button = gettext_lazy("Simpan")
    done = gettext_lazy("Peran tersimpan.")

    @property
    def title(self) -> str:  # type: ignore[override]
        """Whose role."""
        return _("Peran %(name)s") % {"name": self.who}

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        member = self.member
        return {
            **super().get_initial(),
            "role": member.role,
            "reason": member.fallback_reason,
            "interprets_tests": member.interprets_tests,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way out of the team."""
        leave = reverse("assessment:team_remove", args=[self.event.pk, self.member.pk])
        return super().get_context_data(remove_url=leave, **kwargs)

    def act(self, form: Any) -> TeamMember:
        """Change."""
        return services.change_member(
            actor=self.request.user, event=self.event, member=self.member, **form.cleaned_data
        )


class Remove(OnTeam):
    """Let somebody leave."""

    form_class: type[Any] = forms.LeaveForm
    button = gettext_lazy("Hentikan dari tim")
    done = gettext_lazy("Anggota berhenti dari tim.")
    lead = gettext_lazy("Bila jadwal sudah disusun, jadwal itu ditandai untuk diperbaiki.")

    @property
    def member(self) -> TeamMember:
        """The member of the address."""
        if not hasattr(self, "_member"):
            found = self.event.team.filter(removed_at=None).select_related("practitioner__person")
            self._member = get_object_or_404(found, pk=self.kwargs["member"])
        return self._member

    @property
    def title(self) -> str:  # type: ignore[override]
        """Who leaves."""
        return _("Hentikan %(name)s") % {"name": self.member.practitioner}

    def act(self, form: Any) -> None:
        """Remove."""
        services.remove_member(actor=self.request.user, event=self.event, member=self.member, **form.cleaned_data)


class Replace(Remove):
    """Put a substitute in somebody's place, also after the freeze."""

    form_class = forms.ReplaceForm
    button = gettext_lazy("Ganti sekarang")
    done = gettext_lazy("Anggota diganti; jadwal ditandai untuk diperbaiki, dan surat tugas perlu diterbitkan lagi.")
    lead = gettext_lazy(
        "Hanya mereka yang bebas pada hari kegiatan dan boleh memegang peran ini. Pengganti mengambil alih kelompok "
        "dan uraian tugas; versi rancangan tetap."
    )

    def allowed(self) -> None:
        """Staff, chair and admin."""
        if not team_policies.may_replace(self.request.user, self.event):
            require(False, words.MAY_NOT_REPLACE)
        if self.event.state in (Event.State.CLOSED, Event.State.CANCELLED):
            raise Http404

    @property
    def title(self) -> str:  # type: ignore[override]
        """Who is replaced."""
        return _("Ganti %(name)s (%(role)s)") % {
            "name": self.member.practitioner,
            "role": self.member.get_role_display(),
        }

    def get_initial(self) -> dict[str, Any]:
        """Nothing is chosen."""
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who could come."""
        self.allowed()
        found = proposals.substitutes(self.request.user, self.event, self.member)
        options = [
            (each.practitioner, ", ".join(filter(None, [each.name, each.grade_word, each.home]))) for each in found
        ]
        return {**super().get_form_kwargs(), "substitutes": options}

    def act(self, form: Any) -> TeamMember:  # type: ignore[override]
        """Replace."""
        given = form.cleaned_data
        return services.replace_member(
            actor=self.request.user,
            member=self.member,
            by=Practitioner.objects.get(pk=given["by"]),
            reason=given["reason"],
            fallback_reason=given["fallback_reason"],
        )
