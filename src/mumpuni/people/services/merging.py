"""Two records that are one person: folded together with a record that can be undone exactly."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people import policies
from mumpuni.people.models import Account, Appointment, Distinct, Identity, Merge, Person
from mumpuni.people.policies import Unusable

#: Rows about a record rather than about its person: they stay where they are.
_LEFT_ALONE: tuple[type[models.Model], ...] = (Merge, Distinct, Person)


@transaction.atomic
def merge_persons(*, actor: Any, kept: Person, gone: Person, reason: str) -> Merge:
    """Move everything that points to `gone` over to `kept`, and write down what was moved.

    `kept` keeps its own data. Where both serve somewhere now, the appointment of `gone` ends today; where both have
    an account, that of `gone` is closed.

    Raises:
        Unusable: numbers of one kind that differ (then they are two people), a record merged before, or rows of
            another part that cannot belong to one person, named in the message.
    """
    policies.require(policies.may_merge_persons(actor), _("Hanya penyelenggara yang menggabungkan data ganda."))
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasan penggabungan.")})
    kept, gone = _locked(kept, gone)
    _may_be_one(kept, gone)
    record: dict[str, Any] = {"moved": [], "before": []}
    _close_second_account(kept, gone, record)
    _close_second_appointment(kept, gone, record)
    for model, field in pointing_to_persons():
        _move(model, field, kept, gone, record)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    merge = Merge.objects.create(kept=kept, gone=gone, moved=record, reason=reason.strip())
    audit.record(actor, "people.person.merged", kept, gone=gone.pk, merge=merge.pk, reason=merge.reason)
    return merge


@transaction.atomic
def undo_merge(*, actor: Any, merge: Merge, reason: str = "") -> Person:
    """Give back what was moved; what was added since stays with the kept record.

    Raises:
        Unusable: when a moved row has since been deleted or given to somebody else, or the merge is not the last one.
    """
    policies.require(policies.may_merge_persons(actor), _("Hanya penyelenggara yang membatalkan penggabungan."))
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, gone = _locked(merge.kept, merge.gone)
    if merge.undone_at or gone.merged_into_id != kept.pk:
        raise Unusable(_("Penggabungan ini sudah dibatalkan."))
    if kept.merged_into_id is not None:
        raise Unusable(_("Data yang tetap itu kemudian digabung lagi; batalkan penggabungan yang terakhir dahulu."))
    for entry in merge.moved["moved"]:
        _move_back(entry, kept, gone)
    for entry in merge.moved["before"]:
        apps.get_model(entry["model"])._base_manager.filter(pk=entry["pk"]).update(**entry["fields"])
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    audit.record(actor, "people.person.merge_undone", kept, gone=gone.pk, merge=merge.pk, reason=reason)
    return gone


def pointing_to_persons() -> Iterator[tuple[type[models.Model], str]]:
    """Every table and column of any app that names a person, but those of merging itself."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel | models.OneToOneRel):
            continue
        model = relation.related_model
        if isinstance(model, type) and not issubclass(model, _LEFT_ALONE):
            yield model, relation.field.name


def _locked(kept: Person, gone: Person) -> tuple[Person, Person]:
    rows = Person.objects.select_for_update().order_by("pk").in_bulk([kept.pk, gone.pk])
    return rows[kept.pk], rows[gone.pk]


def _may_be_one(kept: Person, gone: Person) -> None:
    if kept.pk == gone.pk:
        raise Unusable(_("Pilih dua data yang berbeda."))
    if kept.merged_into_id or gone.merged_into_id:
        raise Unusable(_("Salah satu data ini sudah digabung dengan data lain; muat ulang halaman."))
    kinds = set(kept.identities.values_list("kind", flat=True)) & set(gone.identities.values_list("kind", flat=True))
    if kinds:
        named = ", ".join(str(label) for kind, label in Identity._meta.get_field("kind").flatchoices if kind in kinds)
        raise Unusable(
            _(
                "Keduanya memiliki %(kinds)s yang berbeda, jadi dua orang. Bila salah satunya salah ketik, perbaiki "
                "nomor itu dahulu."
            )
            % {"kinds": named}
        )


def _close_second_account(kept: Person, gone: Person, record: dict[str, Any]) -> None:
    second = Account.objects.filter(person=gone).first()
    if second is None or not Account.objects.filter(person=kept).exists():
        return
    _note(record, second, person_id=second.person_id, is_active=second.is_active)
    Account.objects.filter(pk=second.pk).update(person=None, is_active=False)


def _close_second_appointment(kept: Person, gone: Person, record: dict[str, Any]) -> None:
    second = Appointment.objects.filter(person=gone, ends_on=None).first()
    if second is None or not Appointment.objects.filter(person=kept, ends_on=None).exists():
        return
    _note(record, second, ends_on=None)
    today: date = timezone.localdate()
    Appointment.objects.filter(pk=second.pk).update(ends_on=max(today, second.starts_on or today))


def _note(record: dict[str, Any], row: models.Model, **fields: Any) -> None:
    record["before"].append({"model": row._meta.label, "pk": row.pk, "fields": fields})


def _move(model: type[models.Model], field: str, kept: Person, gone: Person, record: dict[str, Any]) -> None:
    rows = model._base_manager.filter(**{field: gone})
    numbers = sorted(rows.values_list("pk", flat=True), key=str)
    if not numbers:
        return
    try:
        with transaction.atomic():
            rows.update(**{field: kept})
    except DatabaseError as clash:
        raise Unusable(
            _(
                "Keduanya tercatat dalam “%(what)s” dengan cara yang tidak mungkin bagi satu orang. Batalkan salah "
                "satunya dahulu, lalu gabungkan lagi."
            )
            % {"what": model._meta.verbose_name}
        ) from clash
    record["moved"].append({"model": model._meta.label, "field": field, "pks": [_plain(pk) for pk in numbers]})


def _move_back(entry: dict[str, Any], kept: Person, gone: Person) -> None:
    rows = apps.get_model(entry["model"])._base_manager.filter(pk__in=entry["pks"], **{entry["field"]: kept})
    if rows.count() != len(entry["pks"]):
        raise Unusable(
            _("Sebagian “%(what)s” yang ikut digabung sudah dihapus atau dipindahkan; pembatalan tidak lagi tepat.")
            % {"what": apps.get_model(entry["model"])._meta.verbose_name}
        )
    rows.update(**{entry["field"]: gone})


def _plain(pk: Any) -> Any:
    return pk if isinstance(pk, int) else str(pk)
