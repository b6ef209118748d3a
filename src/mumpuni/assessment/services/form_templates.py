"""Versions of the forms: drafted, published, taken out of use (naskah formulir)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mumpuni.assessment import fields, words
from mumpuni.assessment.models import FormTemplate
from mumpuni.assessment.policies import forms as policies
from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.people.models import Level
from mumpuni.people.policies import Unusable, require

_WHAT = ("title", "intro", "parts", "tiers", "is_required", "after_the_day")


def mark(template: FormTemplate) -> str:
    """What a draft's page was made from, so that a second editor is noticed."""
    whole = json.dumps([getattr(template, name) for name in _WHAT], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


@transaction.atomic
def draft_version(*, actor: Any, code: str) -> FormTemplate:
    """Begin the next version of a form with the text of its latest one.

    Raises:
        Refused: for others than the Instansi Pembina and the system administrator.
        Unusable: for an unknown form, or one whose draft is still open.
    """
    require(policies.may_keep_templates(actor), words.MAY_NOT_KEEP_FORMS)
    if code not in FormTemplate.Code.values:
        raise Unusable(_("Formulir ini tidak dikenal."))
    versions = FormTemplate.objects.select_for_update().filter(code=code).order_by("-version")
    last = next(iter(versions), None)
    if last is not None and last.published_at is None:
        raise Unusable(_("Versi %(number)d masih berupa draf; sunting yang itu.") % {"number": last.version})
    number = (FormTemplate.objects.filter(code=code).aggregate(last=Max("version"))["last"] or 0) + 1
    text = {name: getattr(last, name) for name in _WHAT} if last else {"title": FormTemplate.Code(code).label}
    made = FormTemplate.objects.create(code=code, version=number, **text)
    audit.record(actor, "assessment.form.drafted", made, version=number)
    return made


@transaction.atomic
def save_draft(
    *,
    actor: Any,
    template: FormTemplate,
    parts: Sequence[Mapping[str, Any]],
    title: str,
    intro: str = "",
    tiers: Sequence[str] = (),
    is_required: bool = True,
    after_the_day: bool = False,
    seen: str = "",
) -> FormTemplate:
    """Keep a draft as it stands, finished or not; new parts and fields get a code from their words.

    `seen` is the `mark` of what the page was made from.

    Raises:
        Refused: for others than the Instansi Pembina and the system administrator.
        Unusable: for a published version, an unknown tier or kind, or when somebody else saved meanwhile.
    """
    held = _draft(actor, template)
    if seen and seen != mark(held):
        raise Unusable(
            _(
                "Orang lain menyimpan draf ini sejak halaman Anda dibuka. Ketikan Anda masih di bawah dan belum "
                "disimpan; buka draf itu di tab lain, samakan, lalu simpan lagi."
            ),
            code="changed-meanwhile",
        )
    if set(tiers) - set(Level.values):
        raise Unusable({"tiers": _("Pilih jenjang dari daftar.")})
    held.title, held.intro, held.tiers = clean(title)[:150], intro.strip(), list(tiers)
    held.is_required, held.after_the_day = is_required, after_the_day
    held.parts = coded(parts)
    held.save()
    return held


@transaction.atomic
def publish(*, actor: Any, template: FormTemplate) -> FormTemplate:
    """Publish a draft: new answers are given it, those begun stay with theirs, and it never changes again.

    Raises:
        Refused: for others than the Instansi Pembina and the system administrator.
        Unusable: for a published version, or a text with holes, each named.
    """
    held = _draft(actor, template)
    if found := holes(held):
        raise Unusable(found, code="incomplete")
    held.published_at = timezone.now()
    held.save(update_fields=["published_at"])
    audit.record(actor, "assessment.form.published", held, version=held.version)
    return held


@transaction.atomic
def retire(*, actor: Any, template: FormTemplate) -> FormTemplate:
    """Ask this form of nobody any more; answers that were begun go on.

    Raises:
        Refused: for others than the Instansi Pembina and the system administrator.
        Unusable: for a draft, or one out of use already.
    """
    require(policies.may_keep_templates(actor), words.MAY_NOT_KEEP_FORMS)
    held = FormTemplate.objects.select_for_update().get(pk=template.pk)
    if held.published_at is None or held.retired_at is not None:
        raise Unusable(_("Hanya versi yang terbit dan masih dipakai yang dapat dihentikan."))
    held.retired_at = timezone.now()
    held.save(update_fields=["retired_at"])
    audit.record(actor, "assessment.form.retired", held, version=held.version)
    return held


@transaction.atomic
def drop_draft(*, actor: Any, template: FormTemplate) -> None:
    """Throw a draft away.

    Raises:
        Refused: for others than the Instansi Pembina and the system administrator.
        Unusable: for a published version.
    """
    held = _draft(actor, template)
    audit.record(actor, "assessment.form.dropped", held, version=held.version)
    held.delete()


def holes(template: FormTemplate) -> list[str]:
    """What keeps a draft from being published, a sentence for each."""
    found = [] if template.title else [_("Judul formulir belum diisi.")]
    parts = fields.parts_of(template.parts)
    if not any(part.fields for part in parts):
        found.append(_("Formulir ini belum mempunyai isian."))
    for number, part in enumerate(parts, start=1):
        if not part.title:
            found.append(_("Bagian %(number)d belum berjudul.") % {"number": number})
        for place, one in enumerate(part.fields, start=1):
            where = {"part": part.title or number, "place": place}
            if not one.label:
                found.append(_("%(part)s, isian %(place)d: labelnya belum diisi.") % where)
            if one.kind == fields.CHOICE and len(one.choices) < 2:
                found.append(_("%(part)s, isian %(place)d: tulis sedikitnya dua pilihan.") % where)
            if one.kind == fields.TABLE and not one.choices:
                found.append(_("%(part)s, isian %(place)d: tulis judul kolom tabelnya.") % where)
    return found


def coded(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parts with a code for each part and field that has none yet, each code once."""
    used: set[str] = set()
    made = []
    for part in parts:
        entry = {
            "code": _code(part.get("code") or part.get("title", ""), "bagian", used),
            "title": clean(part.get("title", ""))[:150],
            "help": part.get("help", "").strip()[:1000],
            "fields": [],
        }
        for one in part.get("fields", ()):
            if one.get("kind", fields.TEXT) not in fields.KINDS:
                raise Unusable(_("Pilih jenis isian dari daftar."))
            entry["fields"].append(
                {
                    "code": _code(one.get("code") or one.get("label", ""), "isian", used),
                    "label": clean(one.get("label", ""))[:300],
                    "help": one.get("help", "").strip()[:500],
                    "kind": one.get("kind", fields.TEXT),
                    "required": bool(one.get("required")),
                    "rows": min(max(int(one.get("rows") or 4), 1), fields.MOST_ROWS),
                    "choices": [each for each in (clean(word)[:100] for word in one.get("choices", ())) if each],
                }
            )
        made.append(entry)
    return made


def _code(given: str, otherwise: str, used: set[str]) -> str:
    stem = slugify(given)[:34].strip("-") or otherwise
    found, number = stem, 2
    while found in used:
        found, number = f"{stem}-{number}", number + 1
    used.add(found)
    return found


def _draft(actor: Any, template: FormTemplate) -> FormTemplate:
    require(policies.may_keep_templates(actor), words.MAY_NOT_KEEP_FORMS)
    held = FormTemplate.objects.select_for_update().get(pk=template.pk)
    if held.published_at is not None:
        raise Unusable(_("Versi ini sudah terbit dan tidak berubah lagi; buat versi baru."), code="published")
    return held
