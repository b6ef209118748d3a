"""Forms about groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Event, Group, TeamMember, TeamRole


class StaffGroup(forms.Form):
    """Who observes a group and who looks after it."""

    observers = forms.ModelMultipleChoiceField(
        TeamMember.objects.none(), label=_("Assessor"), required=False, widget=forms.CheckboxSelectMultiple
    )
    admin = forms.ModelChoiceField(TeamMember.objects.none(), label=_("Admin"), required=False)
    exception_reason = forms.CharField(
        label=_("Alasan kelompok di luar ketentuan"),
        max_length=300,
        required=False,
        help_text=_("Hanya bila kelompok tetap berjalan walau tidak memenuhi pasal; alasan ini tercetak pada jadwal."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = group.event.team.filter(removed_at=None).select_related("practitioner__person")
        self._choose("observers", team.filter(role=TeamRole.ASSESSOR))
        self._choose("admin", team.filter(role=TeamRole.ADMIN))

    def _choose(self, name: str, found: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = found
        field.label_from_instance = lambda member: member.practitioner.person.full_name


class MoveAssessee(forms.Form):
    """Where an assessee goes."""

    NEW = "baru"

    assessee = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("Pindahkan ke"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [
            *((str(each.pk), str(each)) for each in event.groups.all()),
            (self.NEW, _("Kelompok baru")),
            ("", _("Tanpa kelompok")),
        ]
        field.required = False


class Merge(forms.Form):
    """Which group takes the people of another in."""

    into = forms.ModelChoiceField(Group.objects.none(), label=_("Gabungkan ke"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = group.event.groups.filter(blueprint=group.blueprint_id).exclude(pk=group.pk)


class Withdrawal(forms.Form):
    """Why somebody does not take part."""

    reason = forms.CharField(label=_("Alasan tidak mengikuti"), max_length=300)
