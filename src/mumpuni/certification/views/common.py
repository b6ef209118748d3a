"""What the pages share."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mumpuni.certification.models import Certificate
from mumpuni.people.policies import RuleBroken, Unusable
from mumpuni.regulations import Decision

Found = TypeVar("Found")


def or_404(found: Found | None) -> Found:
    """The row, or the page that says there is none for this account."""
    if found is None:
        raise Http404(_("Halaman ini tidak ada, atau bukan untuk Anda."))
    return found


def attempt(request: HttpRequest, act: Callable[[], Any], success: str) -> bool:
    """Do it and say so; where the input cannot be used or a rule stands in the way, say why instead."""
    try:
        act()
    except Unusable as problem:
        for words in problem.messages:
            messages.error(request, words)
        return False
    except RuleBroken as broken:
        for words in sentences(broken.decision):
            messages.error(request, words)
        return False
    messages.success(request, success)
    return True


def sentences(decision: Decision) -> list[str]:
    """What a rule found, each with its article."""
    return [f"{finding.message()} ({finding.citation})" for finding in decision.findings]


def into_form(form: BaseForm, problem: Unusable | RuleBroken) -> None:
    """Show a service's refusal at the fields it names; that of a rule on top, with the article."""
    if isinstance(problem, RuleBroken):
        form.add_error(None, sentences(problem.decision))
        return
    if not hasattr(problem, "error_dict"):
        form.add_error(None, problem.messages)
        return
    for name, words in problem.message_dict.items():
        form.add_error(name if name in form.fields else None, words)


def second_factor_at(request: HttpRequest) -> datetime | None:
    """When this session last showed its second factor."""
    records = get_authentication_records(request, request.user)
    times = [record["at"] for record in records if record["method"] == "mfa"]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def pdf_response(certificate: Certificate, content: bytes) -> HttpResponse:
    """The stored bytes as a download that browsers never guess about or keep in shared caches."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{certificate.file_name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
