"""Saving the texts of a report while they are typed."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.views.decorators.http import require_POST

from mumpuni.assessment.forms.reports import place
from mumpuni.assessment.selectors import reports as selectors
from mumpuni.assessment.services import report_writing
from mumpuni.people.policies import Refused, Unusable
from mumpuni.people.views.base import sentences
from mumpuni.standards.selectors.trees import words as compared


@login_required
@require_POST
def keep(request: HttpRequest, report: int) -> JsonResponse:
    """Save one text; where somebody else saved it meanwhile, the answer shows both."""
    found = selectors.report_for(request.user, report)
    key, text = request.POST.get("field", ""), request.POST.get("text", "").replace("\r\n", "\n")
    where = place(key)
    if where is None:
        raise Http404
    try:
        mark = report_writing.keep_text(
            actor=request.user, report=found, place=where, text=text, since=request.POST.get("revision", "")
        )
    except report_writing.Overtaken as refused:
        theirs = refused.parts[where]
        about = {"key": key, "theirs": theirs, "mine": text, "mark": selectors.mark_of(theirs),
                 "passages": compared(theirs, text)}  # fmt: skip
        return JsonResponse({"html": render_to_string("assessment/writing/_both.html", about, request)}, status=409)
    except (Unusable, Refused) as refused:
        told = [str(refused)] if isinstance(refused, Refused) else sentences(refused)
        html = render_to_string("assessment/writing/_not_saved.html", {"sentences": told}, request)
        return JsonResponse({"html": html}, status=403 if isinstance(refused, Refused) else 422)
    return JsonResponse({"revision": mark, "stamp": formats.time_format(timezone.localtime(), "H.i")})
